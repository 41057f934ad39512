"""How do learning platforms lay out what students handed in?  One module for each."""

from grader.intake.layouts.base import Layout, Piece
from grader.intake.layouts.blackboard import BLACKBOARD
from grader.intake.layouts.brightspace import BRIGHTSPACE
from grader.intake.layouts.canvas import CANVAS
from grader.intake.layouts.github import GITHUB, GITHUB_ANYWHERE
from grader.intake.layouts.gradescope import GRADESCOPE
from grader.intake.layouts.moodle import MOODLE
from grader.intake.layouts.nbgrader import NBGRADER
from grader.intake.layouts.plain import PLAIN

# Of two that explain as much, the first: the more particular ones come first.
PLATFORMS = (GRADESCOPE, MOODLE, BLACKBOARD, BRIGHTSPACE, NBGRADER, GITHUB, CANVAS)

# A layout that is asked for by name need not prove itself.
LAYOUTS = {layout.name: layout for layout in (*PLATFORMS, GITHUB_ANYWHERE, PLAIN)}

__all__ = ["LAYOUTS", "PLAIN", "PLATFORMS", "Layout", "Piece"]
