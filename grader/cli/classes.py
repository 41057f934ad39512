"""`batch`: a whole class in one go."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from grader import catalog
from grader.cli.errors import Problem
from grader.cli.options import EVERY, Db, ExerciseIds, Trust, opened

Out = Annotated[Path, typer.Option("--out", help="Where to write.")]


def batch(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder or a zip.")],
    out: Out,
    layout: Annotated[str, typer.Option("--layout", help="How PATH is laid out.")] = "auto",
    jobs: Annotated[int, typer.Option("--jobs", help="Processes that grade.", min=1)] = (
        os.cpu_count() or 1
    ),
    exercise: ExerciseIds = EVERY,
    db: Db = "",
    trust: Trust = False,
) -> None:
    """Grade everything that a class handed in; run it again to go on where it stopped."""
    from grader.batch.drive import grade_class
    from grader.batch.files import write_class
    from grader.intake import UnusableInput, scan
    from grader.sandbox.trust import refusal

    for id in exercise:
        catalog.entry(id)
    if not trust and (reason := refusal()):
        raise Problem(reason)
    _writable(out)
    try:
        found = scan(path, layout)
    except UnusableInput as error:
        raise Problem(str(error)) from error
    _tell_scan(found)
    with opened(db) as records, progress_shown() as progress:
        report = grade_class(found.submissions, records, executors(jobs), jobs, exercise, progress)
        write_class(report, records, out)
    typer.echo(
        f"{len(report.students)} students: {report.graded} answers graded, "
        f"{report.known} known already. {out / 'scores.csv'}"
    )
    if report.problems:
        unread = sum(map(len, report.problems.values()))
        typer.echo(f"{unread} things could not be read; they stand in the students' feedback.")
    if report.set_aside:
        typer.echo(f"{report.set_aside} answers ended their graders and were set aside.")


def executors(jobs: int) -> Callable[[], Executor]:
    from grader.batch.work import begin

    return lambda: ProcessPoolExecutor(jobs, initializer=begin)


def _writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"{out} cannot be made: {error.strerror}. Choose another --out.") from error


def _tell_scan(found: object) -> None:
    from grader.intake import Scan

    assert isinstance(found, Scan)
    typer.echo(f"{len(found.submissions)} submissions, read as layout '{found.layout}'.")
    for note in found.notes:
        typer.echo(f"  {note}")
    for name in found.unmatched[:20]:
        typer.echo(f"  not matched: {name}")
    if len(found.unmatched) > 20:
        typer.echo(f"  … and {len(found.unmatched) - 20} more that were not matched")
    if not found.submissions:
        raise Problem(
            "Nothing was found to grade. A plain layout is PATH/<student>/files or "
            "PATH/<student>.py; --layout names another."
        )


@contextmanager
def progress_shown() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, a line for each tenth elsewhere."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("Grading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("grading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines() -> Callable[[int, int], None]:
    said = 0

    def tell(done: int, total: int) -> None:
        nonlocal said
        if 10 * done // total > said:
            said = 10 * done // total
            print(f"{done} of {total} graded", file=sys.stderr, flush=True)

    return tell
