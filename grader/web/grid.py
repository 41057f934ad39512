"""Where does each entry of an array go?  A table that the page's script fills with cells."""

from collections.abc import Sequence

from grader.core.exercise import Exercise, Question
from grader.core.kinds import Array
from grader.web.words import literal

LONGEST, WIDEST = 12, 8  # rows and columns that a phone can show as cells


def grid(exercise: Exercise, question: Question) -> str:
    """The table, with the name of every entry in its place; empty for other kinds of answers."""
    if not isinstance(exercise, Array):
        return ""
    shape = exercise.right(question.parameters).shape
    if not 1 <= len(shape) <= 2:
        return ""
    down, across = exercise.names(shape)
    if len(down) > LONGEST or len(across) > WIDEST:
        return ""
    form = "vector" if len(shape) == 1 else "matrix"
    head = "".join(f'<th scope="col">{literal(name)}</th>' for name in ("", *across))
    titles = f"<thead><tr>{head}</tr></thead>" if any(across) else ""
    body = "".join(_row(name, across) for name in down)
    return f'<table class="grid {form} off">{titles}<tbody>{body}</tbody></table>'


def _row(name: str, across: Sequence[str]) -> str:
    places = (", ".join(filter(None, [name, column])) for column in across)
    cells = "".join(f"<td>{literal(place)}</td>" for place in places)
    return f'<tr><th scope="row">{literal(name)}</th>{cells}</tr>'
