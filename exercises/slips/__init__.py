"""The usual slips in the lines that several references share: written once, used by each of them.

Every slip is an edit of one line, or adds a line below it, so that two slips can be made together.
Those that add a line are made first, while the line is still as it was.
"""

from grader.core.exercise import Mistake

UPDATED = "You go back through weights that are updated already: compute every gradient first."


def after(line, *more):
    """The edit that puts further lines below this one."""
    return line, "\n    ".join((line, *more))


def updated(id, carrier, new):
    """The way back through weights after a step of gradient descent."""
    return Mistake(id, UPDATED, (carrier, new), chosen="0.1")
