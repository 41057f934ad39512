"""The files of `export` that are our own: CSV for machines, a workbook for people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.gradebook import ExerciseRow, Score
    from grader.gradebook.fill import Filled
    from grader.records import Attempt, Student


@dataclass(frozen=True)
class Class:
    """What is exported: the students whose grades may leave, their attempts, and what counts."""

    students: "list[Student]"
    attempts: "list[Attempt]"
    exercises: "list[ExerciseRow]"
    scores: "list[Score]"


def _long(found: Class) -> "Filled":
    from grader.gradebook import long_csv

    return _file(found, long_csv(found.scores).encode("utf-8"))


def _wide(found: Class) -> "Filled":
    from grader.gradebook import wide_csv

    return _file(found, wide_csv(found.scores, found.students, found.exercises).encode("utf-8"))


def _attempts(found: Class) -> "Filled":
    from grader.gradebook import attempts_csv

    return _file(found, attempts_csv(found.attempts, found.students).encode("utf-8"))


def _report(found: Class) -> "Filled":
    from grader.gradebook.report import workbook
    from grader.gradebook.statistics import causes

    reasons = causes(found.attempts, found.exercises)
    return _file(found, workbook(found.scores, reasons, found.students, found.exercises))


def _file(found: Class, data: bytes) -> "Filled":
    from grader.gradebook.fill import Filled

    return Filled(data, (), len(found.students), ())


FORMATS: "dict[str, Callable[[Class], Filled]]" = {
    "long": _long,
    "wide": _wide,
    "attempts": _attempts,
    "report": _report,
}
