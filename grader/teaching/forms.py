"""The files that a course leaves as: our own, and platforms' tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.batch.files import exercise_rows
from grader.gradebook import attempts_csv, long_csv, wide_csv
from grader.gradebook.fill import Filled, filled
from grader.gradebook.made import made
from grader.gradebook.profiles import PROFILES, Profile
from grader.gradebook.statistics import causes
from grader.gradebook.template import UnusableTemplate, template
from grader.teaching.course import Course
from grader.teaching.errors import Impossible

Form = Callable[[Course], Filled]


@dataclass(frozen=True)
class Into:
    """A platform's own table to fill in, and which exercise a column is said to belong to."""

    data: bytes | None = None
    name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


def form(format: str, into: Into) -> Form:
    """How a course becomes a file of this format.  Raises Impossible before anything is read."""
    if into.columns and into.data is None:
        raise Impossible("Columns are those of a template, which is not given.")
    if format in PROFILES:
        return lambda found: _platform(PROFILES[format], into, found)
    if format not in FORMATS:
        known = ", ".join([*FORMATS, *PROFILES])
        raise Impossible(f"There is no format {format!r}; choose one of {known}.")
    if into.data is not None or into.columns:
        raise Impossible(f"A template and its columns are for platforms' tables, not for {format}.")
    return FORMATS[format]


def named_columns(given: list[str]) -> dict[str, str]:
    """What belongs in which column, from texts HEADER=ID.  Raises Impossible."""
    pairs = [text.rpartition("=") for text in given]
    for text, (header, _, id) in zip(given, pairs, strict=True):
        if not header or not id:
            raise Impossible(
                f"The column {text!r} should be HEADER=ID, as 'Softmax (901)=softmax'."
            )
    return {header: id for header, _, id in pairs}


def _platform(profile: Profile, into: Into, found: Course) -> Filled:
    try:
        if into.data is None:
            return made(profile, found.students, found.exercises, found.scores)
        table = template(into.data)
        return filled(table, profile, found.everybody, exercise_rows(), found.scores, into.columns)
    except UnusableTemplate as error:
        raise Impossible(f"{into.name} {error}.".strip()) from error


def _report(found: Course) -> Filled:
    # openpyxl takes long to load.
    from grader.gradebook.report import workbook

    reasons = causes(found.attempts, found.exercises)
    return _file(found, workbook(found.scores, reasons, found.students, found.exercises))


def _file(found: Course, data: bytes | str) -> Filled:
    data = data.encode("utf-8") if isinstance(data, str) else data
    return Filled(data, (), len(found.students), ())


FORMATS: dict[str, Form] = {
    "long": lambda found: _file(found, long_csv(found.scores)),
    "wide": lambda found: _file(found, wide_csv(found.scores, found.students, found.exercises)),
    "attempts": lambda found: _file(found, attempts_csv(found.attempts, found.students)),
    "report": _report,
}
ENDINGS = {"report": "xlsx"}  # all others are CSV
