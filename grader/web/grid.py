"""Where does each entry of an array go?  A table that the page's script fills with cells."""

from collections.abc import Sequence

from grader.core.exercise import Exercise, Question
from grader.core.kinds import Array
from grader.web.words import literal

LARGEST = 8  # rows, and columns, that a phone can show as cells


def grid(exercise: Exercise, question: Question) -> str:
    """The table, with the name of every entry in its place; empty for other kinds of answers."""
    if not isinstance(exercise, Array):
        return ""
    shape = exercise.right(question.parameters).shape
    if not 1 <= len(shape) <= 2 or max(shape) > LARGEST:
        return ""
    rows, columns = (1, *shape)[-2:]
    form = "vector" if len(shape) == 1 else "matrix"
    across = exercise.columns or _counted("column", columns)
    down = exercise.rows or (_counted("row", rows) if rows > 1 else ("",))
    head = "".join(f'<th scope="col">{literal(name)}</th>' for name in ("", *across))
    body = "".join(_row(name, across) for name in down)
    return (
        f'<table class="grid {form} off"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _counted(word: str, size: int) -> tuple[str, ...]:
    return tuple(f"{word} {i}" for i in range(1, size + 1))


def _row(name: str, across: Sequence[str]) -> str:
    places = (", ".join(filter(None, [name, column])) for column in across)
    cells = "".join(f"<td>{literal(place)}</td>" for place in places)
    return f'<tr><th scope="row">{literal(name)}</th>{cells}</tr>'
