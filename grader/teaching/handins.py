"""Hand-ins of a class in the browser's way: looked at, then graded with a way to stop."""

import io
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.batch.drive import Report, grade_class
from grader.batch.executors import Executors, processes
from grader.batch.files import write_class
from grader.batch.people import joined
from grader.core.phrases import several
from grader.intake import Scan, Submission, scan
from grader.records import Records
from grader.settings import JOBS, ZONE, chosen
from grader.teaching.errors import Impossible

HEAD = ("student_key", "student_name", "attempt", "handed in", "files", "on the roster")
MOST = 20  # names that are listed

# Told how many answers of how many are done, and a sentence about the time that is left.
Progress = Callable[[int, int, str], None]


class Stopped(Exception):
    """Somebody does not want the run to go on."""


def read(path: Any, layout: str, pattern: str) -> Scan:
    """What is in a zip.  Raises Impossible and UnusableInput."""
    if not path:
        raise Impossible("Choose a zip first.")
    return scan(Path(path), layout, pattern, chosen(ZONE))


def matched(found: Scan, records: Records) -> tuple[list[str], list[list[str]]]:
    """What there is to say about a zip before it is graded, and a row for each submission."""
    roster = {student.student_key for student in records.students()}
    submissions = joined(found.submissions, records.students())
    rows = [
        [
            one.student_key,
            one.student_name,
            str(one.attempt),
            _time_of(one),
            ", ".join(file.name for file in one.files),
            "yes" if one.student_key in roster else "no",
        ]
        for one in submissions
    ]
    return list(_about(found, submissions, roster)), rows


def _time_of(one: Submission) -> str:
    time = one.submitted_at.strftime("%Y-%m-%d %H:%M UTC") if one.submitted_at else ""
    return " ".join(part for part in (time, "late" if one.late else "") if part)


def _about(found: Scan, submissions: list[Submission], roster: set[str]) -> Iterator[str]:
    """What there is to say before anything is graded."""
    here = {one.student_key for one in submissions}
    yield f"{len(submissions)} submissions, read as layout '{found.layout}'."
    yield from found.notes
    yield from _some("not matched", found.unmatched)
    if roster:
        yield from _some("not on the roster", sorted(here - roster))
        yield from _some("on the roster and handed in nothing", sorted(roster - here))
    late = sorted({one.student_key for one in submissions if one.late})
    yield from _some("marked as late, nobody says by how much", late)
    together = sorted({one.student_key for one in submissions if one.group})
    yield from _some("in groups, each graded with the group's files", together)


def _some(what: str, names: Any) -> list[str]:
    names = list(names)
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return [f"{len(names)} {what}: {', '.join(names[:MOST])}{more}."] if names else []


@dataclass(frozen=True)
class Done:
    """A class that was graded: the report, what there is to say, and a zip of the files."""

    report: Report
    sentences: list[str]
    files: bytes


@dataclass
class Work:
    """The one run that this process has at a time."""

    executors: Executors = field(default_factory=lambda: processes(chosen(JOBS)))
    clock: Callable[[], float] = time.monotonic
    state: str = "nothing is being graded"
    _stopping: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        self._stopping.set()

    def graded(self, found: Scan, records: Records, progress: Progress) -> Done | None:
        """The class, graded and recorded; None if it was stopped before its end."""
        began = self.clock()
        self._stopping.clear()
        try:
            report = grade_class(
                found.submissions, records, self.executors, progress=self._steps(began, progress)
            )
        except Stopped:
            return None
        finally:
            self.state = "nothing is being graded"
        return Done(report, _summary(report, self.clock() - began), _zipped(report, records))

    def _steps(self, began: float, progress: Progress) -> Callable[[int, int], None]:
        def step(done: int, total: int) -> None:
            if self._stopping.is_set():
                raise Stopped
            self.state = f"{done} of {total} answers are graded"
            left = (self.clock() - began) / done * (total - done)
            progress(done, total, f"Grading, about {_time(left)} left")

        return step


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.0f} s"


def _summary(report: Report, seconds: float) -> list[str]:
    aside = [f"{student} ({exercise})" for student, exercise in report.set_aside]
    return [
        f"{several(len(report.students), 'student')}: {several(report.graded, 'answer')} graded, "
        f"{report.known} known already, in {_time(seconds)}.",
        ", ".join(f"{count} {status}" for status, count in sorted(report.statuses.items())) + ".",
        *unread(report),
        *_some("set aside because they ended their graders", aside),
    ]


def unread(report: Report) -> list[str]:
    """Whose hand-ins could not be read, or not all of them."""
    who = sorted(student for student, problems in report.problems.items() if problems)
    return _some("handed in what could not be read, as their feedback says", who)


def _zipped(report: Report, records: Records) -> bytes:
    content = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        write_class(report, records, Path(folder))
        for path in sorted(Path(folder).rglob("*")):
            archive.write(path, path.relative_to(folder))
    return content.getvalue()
