"""What does a program print while it runs?  A run that a page can look at, and stop."""

import threading

from grader.core.run import Job, Outcome
from grader.sandbox import Sandbox

KEPT = 16 * 1024  # characters


class Watched:
    """Runs one answer's jobs; another thread may read the latest lines and stop them.

    `run` is an ordinary way to run jobs.  After `stop`, a job under way ends at once, and so does
    every further one.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._stopped = threading.Event()
        self._tail = ""

    def run(self, job: Job) -> Outcome:
        return self._sandbox.run(job, self._take, self._stopped.is_set)

    def _take(self, text: str) -> None:
        self._tail = (self._tail + text)[-KEPT:]

    def latest(self, lines: int = 12) -> str:
        """The last lines that were printed so far."""
        return "\n".join(self._tail.splitlines()[-lines:])

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        self._stopped.set()
