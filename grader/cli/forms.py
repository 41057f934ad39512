"""The files of `export` that are our own: CSV for machines, a workbook for people."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.cli.course import Course

if TYPE_CHECKING:
    from grader.gradebook.fill import Filled


def _long(found: Course) -> "Filled":
    from grader.gradebook import long_csv

    return _file(found, long_csv(found.scores).encode("utf-8"))


def _wide(found: Course) -> "Filled":
    from grader.gradebook import wide_csv

    return _file(found, wide_csv(found.scores, found.students, found.exercises).encode("utf-8"))


def _attempts(found: Course) -> "Filled":
    from grader.gradebook import attempts_csv

    return _file(found, attempts_csv(found.attempts, found.students).encode("utf-8"))


def _report(found: Course) -> "Filled":
    from grader.gradebook.report import workbook
    from grader.gradebook.statistics import causes

    reasons = causes(found.attempts, found.exercises)
    return _file(found, workbook(found.scores, reasons, found.students, found.exercises))


def _file(found: Course, data: bytes) -> "Filled":
    from grader.gradebook.fill import Filled

    return Filled(data, (), len(found.students), ())


FORMATS: "dict[str, Callable[[Course], Filled]]" = {
    "long": _long,
    "wide": _wide,
    "attempts": _attempts,
    "report": _report,
}
