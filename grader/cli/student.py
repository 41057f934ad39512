"""`student export` and `student erase`: what a person may ask for."""

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from grader import catalog
from grader.cli.errors import Problem
from grader.cli.options import Db, opened
from grader.cli.writing import new_file
from grader.core.phrases import several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.records import Attempt, Records

Key = Annotated[str, typer.Argument(metavar="KEY", help="The student's key.")]
PROGRAMS = ("function", "train")


def export(
    key: Key,
    out: Annotated[Path, typer.Option("--out", help="A new zip.")],
    db: Db = "",
) -> None:
    """Write all that is recorded of one person to a zip, as JSON and as the programs handed in."""
    from grader.records.persons import everything_of

    with opened(db) as records:
        _known(records, key)
        about, attempts = everything_of(records, key), records.every_attempt(key)
    with new_file(out) as file:
        file.write(zipped(about, attempts))
    typer.echo(f"{several(len(attempts), 'attempt')} of {key}. {out}")


def zipped(about: dict[str, Any], attempts: "Sequence[Attempt]") -> bytes:
    """A zip with person.json, attempts.json and every program as a file of its own."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", _json(about))
        archive.writestr("attempts.json", _json([vars(attempt) for attempt in attempts]))
        for attempt in attempts:
            if _is_program(attempt):
                name = f"answers/{attempt.exercise}-{attempt.number}.py"
                archive.writestr(name, attempt.answer.encode("utf-8", "replace"))
    return content.getvalue()


def _is_program(attempt: "Attempt") -> bool:
    known = attempt.exercise in catalog.ids()
    return known and catalog.exercise(attempt.exercise).kind in PROGRAMS


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def erase(
    key: Key,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; there is no way back.")] = False,
    db: Db = "",
) -> None:
    """Take away a person and everything that they handed in."""
    from grader.records.persons import erase as take_away

    with opened(db) as records:
        _known(records, key)
        if not yes:
            count = len(records.every_attempt(key))
            raise Problem(
                f"This takes away {key} and {several(count, 'attempt')}, and there is no way back; "
                "say --yes if you mean it. Backups and exported files are yours to clear."
            )
        gone = take_away(records, key)
    typer.echo(f"{key} is erased, with {several(gone, 'attempt')}.")


def _known(records: "Records", key: str) -> None:
    from grader.records.persons import everything_of

    if not any(everything_of(records, key).values()):
        raise Problem(f"Nothing is recorded of {key!r}.")
