"""`batch`: a whole class in one go."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader import catalog
from grader.cli.errors import Problem
from grader.cli.options import EVERY, Db, ExerciseIds, Jobs, Trust, opened
from grader.core.phrases import several
from grader.settings import JOBS, ZONE, chosen

if TYPE_CHECKING:
    from grader.batch.drive import Report
    from grader.batch.executors import Executors
    from grader.intake import Scan
    from grader.records import Records

Out = Annotated[Path, typer.Option("--out", help="Where to write.")]
MOST_NAMES = 20


def batch(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder or a zip.")],
    out: Out,
    layout: Annotated[str, typer.Option("--layout", help="How PATH is laid out.")] = "auto",
    pattern: Annotated[
        str, typer.Option("--pattern", help="For --layout pattern: a regular expression.")
    ] = "",
    zone: Annotated[
        str,
        typer.Option("--zone", help="Of times that name no time zone, as Europe/Berlin."),
    ] = "",
    jobs: Jobs = None,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler, to grade there.")
    ] = "",
    shard: Annotated[
        str, typer.Option("--shard", metavar="I/N", help="Only this part of the students.")
    ] = "",
    exercise: ExerciseIds = EVERY,
    db: Db = "",
    trust: Trust = False,
) -> None:
    """Grade everything that a class handed in; run it again to go on where it stopped."""
    from grader.batch.drive import grade_class
    from grader.batch.shard import NoShard
    from grader.batch.shard import shard as part
    from grader.intake import UnusableInput, scan

    for id in exercise:
        catalog.entry(id)
    _writable(out)
    began = time.monotonic()
    try:
        mine = part(shard)
        found = scan(path, layout, pattern, chosen(ZONE, zone))
    except (UnusableInput, NoShard) as error:
        raise Problem(str(error)) from error
    with (
        _workers(chosen(JOBS, jobs), cluster, trust) as executors,
        opened(db) as records,
        progress_shown() as progress,
    ):
        _tell_scan(found, records)
        report = grade_class(found.submissions, records, executors, exercise, progress, mine)
        _write(report, records, out)
    typer.echo("\n".join(_summary(report, out, time.monotonic() - began)))


@contextmanager
def _workers(jobs: int, address: str, trust: bool) -> "Iterator[Executors]":
    """Processes of this machine, or of a cluster."""
    from grader.batch.executors import processes
    from grader.sandbox.trust import refusal

    if not address:
        if not trust and (reason := refusal()):
            raise Problem(reason)
        yield processes(jobs)
        return
    from grader.batch.cluster import NoCluster, cluster

    try:
        with cluster(address, trust) as executors:
            yield executors
    except NoCluster as error:
        raise Problem(str(error)) from error


def _write(report: "Report", records: "Records", out: Path) -> None:
    from grader.batch.files import write_class

    try:
        write_class(report, records, out)
    except OSError as error:
        raise Problem(
            f"{error.filename or out} cannot be written: {error.strerror}. Everything is graded "
            "and recorded; make room and run this again."
        ) from error


def _summary(report: "Report", out: Path, seconds: float) -> Iterator[str]:
    from grader.teaching.handins import unread

    minutes, rest = divmod(round(seconds), 60)
    yield (
        f"{several(len(report.students), 'student')}: {several(report.graded, 'answer')} graded, "
        f"{report.known} known already, in {minutes} min {rest} s. {out / 'scores.csv'}"
    )
    yield "  " + ", ".join(f"{count} {status}" for status, count in sorted(report.statuses.items()))
    yield from unread(report)
    if report.set_aside:
        yield f"{several(len(report.set_aside), 'answer')} set aside, for each ended its grader:"
        yield from (f"  {who}: {what}" for who, what in report.set_aside[:MOST_NAMES])


def _writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"{out} cannot be made: {error.strerror}. Choose another --out.") from error


def _tell_scan(found: "Scan", records: "Records") -> None:
    from grader.teaching.handins import matched

    (first, *others), _ = matched(found, records)
    typer.echo("\n  ".join([first, *others]))
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
