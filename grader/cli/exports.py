"""`export`: recorded scores as files that gradebooks and people read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader import catalog
from grader.cli.course import Course, Wanted, course, held, read, rules_in
from grader.cli.errors import Problem
from grader.cli.forms import FORMATS
from grader.cli.options import EVERY, Db, ExerciseIds, opened

if TYPE_CHECKING:
    from grader.gradebook.fill import Filled
    from grader.gradebook.profiles import Profile

MOST_NOTES = 20


@dataclass(frozen=True)
class Into:
    """A platform's own table to fill in, and which exercise a column is said to belong to."""

    path: Path | None
    columns: dict[str, str]


def export(
    out: Annotated[Path, typer.Option("--out", help="Where to write.")],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="long, wide, attempts, canvas, moodle_worksheet, moodle_import, brightspace, "
            "blackboard, sakai, report (a workbook for people).",
        ),
    ] = "long",
    template: Annotated[
        Path | None, typer.Option("--template", help="The platform's own table, to fill in.")
    ] = None,
    column: Annotated[
        list[str],
        typer.Option("--column", metavar="HEADER=ID", help="Which exercise a column takes."),
    ] = EVERY,
    policy: Annotated[
        str, typer.Option("--policy", help="best, last, first or last_before_deadline.")
    ] = "best",
    rules: Annotated[
        Path | None,
        typer.Option("--rules", help="TOML: deadlines, penalties, extensions, withhold."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also a row for what was not handed in.")
    ] = False,
    missing_is_zero: Annotated[
        bool, typer.Option("--missing-is-zero", help="Not handed in counts 0, not nothing.")
    ] = False,
    exercise: ExerciseIds = EVERY,
    db: Db = "",
) -> None:
    """Write recorded scores as a file that a gradebook accepts."""
    form = _form(format, Into(template, _columns(column)))
    for id in exercise:
        catalog.entry(id)
    with opened(db) as records:
        stated = rules_in(rules, records)
        found = course(records, stated, Wanted(exercise, policy, everything, missing_is_zero))
    filled = form(found)
    _write(out, filled.data)
    _tell(out, filled, [*held(stated, found), *filled.notes])


def _columns(given: list[str]) -> dict[str, str]:
    pairs = [text.rpartition("=") for text in given]
    for text, (header, _, id) in zip(given, pairs, strict=True):
        if not header or not id:
            raise Problem(f"--column {text!r} should be HEADER=ID, as 'Softmax (901)=softmax'.")
    return {header: id for header, _, id in pairs}


def _form(format: str, into: Into) -> "Callable[[Course], Filled]":
    """How a class becomes a file of this format.  Raises Problem before anything is read."""
    from grader.gradebook.profiles import PROFILES

    if into.columns and not into.path:
        raise Problem("--column speaks of a column of --template FILE, which is not given.")
    if format in PROFILES:
        return lambda found: _platform(PROFILES[format], into, found)
    if format not in FORMATS:
        known = ", ".join([*FORMATS, *PROFILES])
        raise Problem(f"There is no format {format!r}; choose one of {known}.")
    if into.path or into.columns:
        raise Problem(f"--template and --column are for platforms' tables, not for {format}.")
    return FORMATS[format]


def _platform(profile: "Profile", into: Into, found: Course) -> "Filled":
    from grader.batch.files import exercise_rows
    from grader.gradebook.fill import filled
    from grader.gradebook.made import made
    from grader.gradebook.template import UnusableTemplate, template

    try:
        if into.path is None:
            return made(profile, found.students, found.exercises, found.scores)
        table = template(read(into.path))
        return filled(table, profile, found.everybody, exercise_rows(), found.scores, into.columns)
    except UnusableTemplate as error:
        raise Problem(f"{into.path or ''} {error}.".strip()) from error


def _write(out: Path, data: bytes) -> None:
    from grader.batch.files import write_bytes

    try:
        write_bytes(out, data)
    except OSError as error:
        raise Problem(f"{out} cannot be written: {error.strerror}.") from error


def _tell(out: Path, filled: "Filled", notes: list[str]) -> None:
    typer.echo(f"{out}: {filled.students} students")
    for line in [*filled.columns, *notes[:MOST_NOTES]]:
        typer.echo(f"  {line}")
    if len(notes) > MOST_NOTES:
        typer.echo(f"  … and {len(notes) - MOST_NOTES} more")
