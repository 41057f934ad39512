"""What did a grader make of the programs?  Who got marks, how long it took, how large it grew."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 4.0  # that a program may run, in every grader


@dataclass
class Measured:
    """The share of the marks of each program; seconds and MiB of all."""

    marks: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    peak: float = 0.0


@dataclass(frozen=True)
class Ran:
    """A process that has ended: exit status (none if it was stopped), seconds, MiB."""

    code: int | None
    seconds: float
    peak: float
    output: str


def ran(command: Sequence[str], folder: Path, limit: float, log: str = "log.txt") -> Ran:
    """Run a process of a grader's, and end it with all that it started after `limit` seconds."""
    path = f"{Path(command[0]).parent}:{os.environ['PATH']}"  # the tools look for tools beside them
    start = time.perf_counter()
    with (folder / log).open("wb") as file:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
            start_new_session=True, env={**os.environ, "PATH": path},
        )  # fmt: skip
        watch = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        watch.cancel()
    code = None if process.returncode == -9 else process.returncode
    return Ran(code, seconds, used.ru_maxrss / 1024, (folder / log).read_text(errors="replace"))
