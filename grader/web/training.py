"""What shows while a student's program trains?  Its latest lines, and a button that stops it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Protocol

from grader.core.run import Job, Outcome
from grader.web.words import block

GLANCE = 0.4  # seconds between two looks at what was printed
STOPPED = "You stopped the training; nothing was recorded."


class Watching(Protocol):
    """Runs the jobs of one answer while others look at its lines or stop it."""

    @property
    def stopped(self) -> bool: ...

    def run(self, job: Job) -> Outcome: ...

    def latest(self) -> str: ...

    def stop(self) -> None: ...


class Trainings:
    """The trainings under way in this process, one for each student."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, Watching] = {}

    def follow(
        self, student: str, watching: Watching, work: Callable[[], Any]
    ) -> Iterator[str | Future[Any]]:
        """Do the work elsewhere; what was printed, whenever it changes, and at last the work."""
        self._begin(student, watching)
        try:
            with ThreadPoolExecutor(1) as pool:
                future = pool.submit(work)
                yield ""
                # The same lines again, too: the student may have looked elsewhere meanwhile.
                while not wait([future], GLANCE).done:
                    yield watching.latest()
                yield future
        finally:
            self._end(student, watching)

    def stop(self, student: str) -> None:
        with self._lock:
            watching = self._running.get(student)
        if watching:
            watching.stop()

    def _begin(self, student: str, watching: Watching) -> None:
        with self._lock:
            before, self._running[student] = self._running.get(student), watching
        if before:
            before.stop()

    def _end(self, student: str, watching: Watching) -> None:
        with self._lock:
            if self._running.get(student) is watching:
                del self._running[student]


def running(lines: str) -> str:
    """The card of a training that is under way."""
    shown = block(lines) if lines.strip() else "<p>It has printed nothing yet.</p>"
    return (
        '<div class="verdict running"><p class="headline"><span class="sign">…</span>'
        f'<strong>Your program is running</strong></p><div class="printed">{shown}</div></div>'
    )
