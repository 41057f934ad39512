"""`regrade`: recorded answers under today's grader, as a diff."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from grader import catalog
from grader.cli.classes import progress_shown
from grader.cli.errors import Problem
from grader.cli.options import Db, Jobs, opened
from grader.core.phrases import several
from grader.settings import JOBS, chosen


def regrade(
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the diff.")] = None,
    exercise: Annotated[
        list[str] | None, typer.Option("--exercise", help="Only this one; may be repeated.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Record nothing.")] = False,
    keep_higher: Annotated[
        bool, typer.Option("--keep-higher", help="Take no points away.")
    ] = False,
    undo: Annotated[int | None, typer.Option("--undo", help="Take this regrade back.")] = None,
    jobs: Jobs = None,
    db: Db = "",
) -> None:
    """Grade recorded answers again and write what changed; what was recorded stays."""
    if undo is not None:
        _undo(undo, db)
        return
    if out is None:
        raise Problem("Say with --out where to write what changed.")
    for id in exercise or []:
        catalog.entry(id)
    from grader.batch.executors import processes
    from grader.batch.regrade import keeping_higher, regraded
    from grader.gradebook.tables import table
    from grader.teaching.diff import HEAD, recorded, rows

    workers = processes(chosen(JOBS, jobs))
    with opened(db) as records, progress_shown() as progress:
        found = regraded(records, workers, exercise or [], progress)
        kept = keeping_higher(found.different) if keep_higher else list(found.different)
        _write(out, table([HEAD, *rows(found.different, kept)]))
        number = 0 if dry_run else recorded(records, kept, _now())
    up = sum(one.change > 0 for one in kept)
    down = sum(one.change < 0 for one in kept)
    typer.echo(
        f"{several(found.count, 'answer')} graded again, {len(found.different)} differ. {out}"
    )
    typer.echo(f"{up} gain points, {down} lose points.")
    if found.gone:
        typer.echo(f"Left alone, for there are no such exercises: {', '.join(sorted(found.gone))}.")
    if number:
        typer.echo(f"Recorded as regrade {number}; `regrade --undo {number}` takes it back.")
    else:
        typer.echo("Nothing was recorded.")


def _write(out: Path, text: str) -> None:
    from grader.batch.files import write

    try:
        write(out, text)
    except OSError as error:
        raise Problem(f"{out} cannot be written: {error.strerror}.") from error


def _undo(number: int, db: str) -> None:
    from grader.records.regrades import withdraw

    with opened(db) as records:
        count = withdraw(records, number, _now())
    typer.echo(f"Regrade {number} is taken back; attempts that count as before it: {count}.")


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
