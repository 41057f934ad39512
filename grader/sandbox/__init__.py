"""Runs a student's code in another, locked-down process; plain arrays come back."""

import atexit
import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.core.run import SYNTAX, UNAVAILABLE, Job, Outcome
from grader.sandbox.client import Broken
from grader.sandbox.frames import too_long
from grader.sandbox.layers import (
    ALL,
    CONFINED,
    ISOLATED,
    LEVELS,
    LIMITED,
    WORKERS,
    Layers,
    only,
)
from grader.settings import SANDBOX, chosen

if TYPE_CHECKING:
    from grader.sandbox.pool import Pool
    from grader.sandbox.workers import Workers

TRIES = 2
TOO_LONG = "Your program is too long to be run; hand in only the function that is asked for."

__all__ = [
    "CONFINED",
    "ISOLATED",
    "LEVELS",
    "LIMITED",
    "WORKERS",
    "Layers",
    "Sandbox",
    "SandboxTooWeak",
    "shared",
]


class SandboxTooWeak(RuntimeError):
    """This machine does not give the isolation that was asked for."""


def _wanted() -> Layers | str:
    """What the settings ask for: "workers", or names of layers; else the best there is."""
    named = chosen(SANDBOX)
    if named == WORKERS or not (named or sys.platform == "linux"):
        return WORKERS
    return only(*(name.strip() for name in named.split(","))) if named else ALL


def _pool(wanted: Layers | str) -> "Pool | Workers":
    # The one needs what only Linux has; the other is needed where there is no Linux.
    if isinstance(wanted, Layers):
        from grader.sandbox.pool import Pool

        return Pool(wanted)
    from grader.sandbox.workers import Workers

    return Workers()


class Sandbox:
    """A warm server that forks one locked-down process for every job.

    `minimum` refuses to run anything below that level; `wanted` are the layers to try, or WORKERS
    for a process of its own for every job, on systems that have none of them.  Left out, it is
    what the setting `sandbox` names, else the best that the system has.  Starts on first use; any
    thread may use it.
    """

    def __init__(self, minimum: str = LIMITED, wanted: Layers | str | None = None) -> None:
        self._pool = _pool(wanted or _wanted())
        self._minimum = minimum
        self._checked = False

    def run(
        self,
        job: Job,
        on_output: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Outcome:
        """Run a job.  Whatever the program does is an outcome; so is a sandbox that fails twice."""
        if too_long(job.source):
            return Outcome(SYNTAX, message=TOO_LONG)
        reason = ""
        for _ in range(TRIES):
            try:
                self._check()
                return self._pool.run(job, on_output, cancelled)
            except Broken as error:
                reason = str(error)
        message = f"Your answer could not be run: {reason}. Try again."
        return Outcome(UNAVAILABLE, message=message)

    def _check(self) -> None:
        if not self._checked:
            if LEVELS.index(self.level) < LEVELS.index(self._minimum):
                raise SandboxTooWeak(
                    f"This machine isolates programs only as far as '{self.level}'; "
                    f"'{self._minimum}' is asked for. `python -m grader doctor` shows the layers."
                )
            self._checked = True

    @property
    def layers(self) -> Layers:
        """The layers that are up, each tried; starts the server if need be."""
        return self._pool.layers()

    @property
    def level(self) -> str:
        return self.layers.level

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_shared: dict[int, Sandbox] = {}
_lock = threading.Lock()


def shared() -> Sandbox:
    """The sandbox of this process; a forked process gets one of its own."""
    with _lock:
        if os.getpid() not in _shared:
            _shared.clear()
            _shared[os.getpid()] = Sandbox()
            atexit.register(_shared[os.getpid()].close)
        return _shared[os.getpid()]
