"""Which case sees which mistake?  The table that an author reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.core import local, rubric
from grader.core.edits import composed
from grader.core.kinds import Code
from grader.core.seen import seen
from grader.core.sheet import sheet_of

FORM = "form"


@dataclass(frozen=True)
class Row:
    """A mistake and the cases in which it shows; `form` stands for the standard checks."""

    mistake: str
    shows: tuple[str, ...]


def mistake_table(exercise: Code) -> tuple[tuple[str, ...], list[Row]]:
    """The columns (cases, and `form`) and a row for every mistake."""
    sheet = sheet_of(exercise)
    columns = (*(case.name for case in sheet.cases), FORM)
    return columns, [
        Row(mistake.id, _shows(exercise, composed(exercise.reference, (mistake,))))
        for mistake in exercise.mistakes
    ]


def _shows(exercise: Code, wrong: Callable[..., Any]) -> tuple[str, ...]:
    sheet = sheet_of(exercise)
    sample = local.sample(wrong, sheet.calls, exercise.driver)
    cases = seen(exercise, sheet, sample)
    shows = [one.case.name for one in cases if one.fault(exercise.returns)]
    form = rubric.manners(exercise, sheet, cases, sample) or any(one.form() for one in cases)
    return (*shows, FORM) if form else tuple(shows)
