"""`export`: recorded scores as files that gradebooks and people read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader import catalog
from grader.cli.errors import Problem
from grader.cli.options import EVERY, Db, ExerciseIds, opened
from grader.core.phrases import several

if TYPE_CHECKING:
    from grader.gradebook.fill import Filled

MOST_NOTES = 20


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
    pseudonyms: Annotated[
        Path | None,
        typer.Option(
            "--pseudonyms", metavar="KEYFILE", help="Nobody's name, but what the key makes of it."
        ),
    ] = None,
    exercise: ExerciseIds = EVERY,
    db: Db = "",
) -> None:
    """Write recorded scores as a file that a gradebook accepts."""
    from grader.teaching.course import Wanted, course, held, rules_in
    from grader.teaching.forms import Into, form, named_columns
    from grader.teaching.pseudonyms import disguise

    made = form(format, Into(_read(template), str(template or ""), named_columns(column)))
    disguised = disguise(format, _read(pseudonyms), str(pseudonyms))
    for id in exercise:
        catalog.entry(id)
    with opened(db) as records:
        stated = rules_in(_read(rules), str(rules), records)
        found = course(records, stated, Wanted(exercise, policy, everything, missing_is_zero))
    filled = made(disguised(found))
    _write(out, filled.data)
    _tell(out, filled, [*held(stated, found), *filled.notes])


def _read(path: Path | None) -> bytes | None:
    try:
        return path.read_bytes() if path else None
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error


def _write(out: Path, data: bytes) -> None:
    from grader.batch.files import write_bytes

    try:
        write_bytes(out, data)
    except OSError as error:
        raise Problem(f"{out} cannot be written: {error.strerror}.") from error


def _tell(out: Path, filled: "Filled", notes: list[str]) -> None:
    typer.echo(f"{out}: {several(filled.students, 'student')}")
    for line in [*filled.columns, *notes[:MOST_NOTES]]:
        typer.echo(f"  {line}")
    if len(notes) > MOST_NOTES:
        typer.echo(f"  … and {len(notes) - MOST_NOTES} more")
