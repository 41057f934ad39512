"""Runs a student's code in another, locked-down process; plain arrays come back."""

import atexit
import dataclasses
import os
import threading
from collections.abc import Callable

from grader.core.run import Job, Outcome
from grader.sandbox.client import Broken, Pool, run_once, unavailable

ISOLATED, CONFINED, LIMITED = "isolated", "confined", "limited"
LEVELS = (LIMITED, CONFINED, ISOLATED)
LAYERS = ("namespaces", "landlock", "seccomp", "rlimits")
TRIES = 2

__all__ = [
    "CONFINED",
    "ISOLATED",
    "LAYERS",
    "LEVELS",
    "LIMITED",
    "Sandbox",
    "SandboxTooWeak",
    "shared",
]


class SandboxTooWeak(RuntimeError):
    """This machine does not give the isolation that was asked for."""


class Sandbox:
    """A warm server that forks one locked-down process for every job.

    `minimum` refuses to run anything below that level; `skip` names layers to do without, for
    tests that show what a layer is good for.  Starts on first use; any thread may use it.
    """

    def __init__(self, minimum: str = LIMITED, skip: frozenset[str] = frozenset()) -> None:
        self._pool = Pool(tuple(sorted(skip)))
        self._minimum = minimum
        self._checked = False

    def run(
        self,
        job: Job,
        on_output: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Outcome:
        """Run a job.  Whatever the program does is an outcome; so is a sandbox that fails twice."""
        reason = ""
        for _ in range(TRIES):
            try:
                self._check()
                outcome = run_once(self._pool, job, on_output, cancelled)
            except Broken as error:
                reason = str(error)
            else:
                return dataclasses.replace(outcome, level=self.level)
        return unavailable(reason)

    def _check(self) -> None:
        if not self._checked:
            if LEVELS.index(self.level) < LEVELS.index(self._minimum):
                raise SandboxTooWeak(
                    f"This machine isolates programs only as far as '{self.level}'; "
                    f"'{self._minimum}' is asked for. `python -m grader doctor` shows the layers."
                )
            self._checked = True

    @property
    def layers(self) -> dict[str, bool]:
        """Which layers are up; starts the server if need be."""
        up = self._pool.layers()
        return {name: name in up for name in LAYERS}

    @property
    def level(self) -> str:
        layers = self.layers
        if not layers["seccomp"] or not layers["rlimits"]:
            return LIMITED
        return ISOLATED if layers["namespaces"] else CONFINED

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
