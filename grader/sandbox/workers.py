"""How is a job run where there is no fork?  Each in a process of its own, started ahead of time.

The walls are few: limits where the system has them, and the clock on the wall.  That is enough for
one's own programs, and for those of people whom one trusts.
"""

import contextlib
import dataclasses
import json
import math
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

from grader.core.run import Job, Outcome
from grader.sandbox.client import START_SECONDS, Broken, environment
from grader.sandbox.frames import READY, clean
from grader.sandbox.jobs import MIB, OUTPUT_MOST, RESULT_MOST, UTF8, patience, written
from grader.sandbox.layers import NONE, Layers
from grader.sandbox.outcome import Ended, outcome_of
from grader.sandbox.worker import LENGTHS

AHEAD = 2  # workers that stand by
TICK = 0.05
LINGER_SECONDS = 0.25
BOOT = "from grader.sandbox.worker import main; main()"


class Worker:
    """One process, for one job; two threads collect what it writes."""

    def __init__(self) -> None:
        pipe, known = subprocess.PIPE, environment()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-B", "-P", "-c", BOOT],
                env=known, cwd="/", stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0,
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise Broken(f"a worker cannot be started ({error.strerror})") from error
        self.frames, self.printed = bytearray(), bytearray()
        self.news: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        pairs = ((self.process.stdout, self.frames), (self.process.stderr, self.printed))
        self.readers = [
            threading.Thread(target=self._collect, args=pair, daemon=True) for pair in pairs
        ]
        for reader in self.readers:
            reader.start()

    def _collect(self, pipe: IO[bytes], into: bytearray) -> None:
        most = RESULT_MOST if into is self.frames else OUTPUT_MOST
        with pipe:
            while len(into) <= most and (data := pipe.read(1 << 18)):
                into += data
                self.news.put(data if into is self.printed else b"")
        self.news.put(b"")

    def begin(self, job: Job) -> None:
        """Hand the job over.  Raises Broken if the process is gone."""
        limits = {"seconds": math.ceil(job.seconds), "memory": job.memory_mib * MIB}
        head, data = json.dumps(limits).encode(), written(job)
        rest = memoryview(LENGTHS.pack(len(head), len(data)) + head + data)
        assert self.process.stdin
        try:
            while rest:
                rest = rest[os.write(self.process.stdin.fileno(), rest) :]
        except OSError as error:
            raise Broken("a worker does not take its job") from error

    def over(self) -> bool:
        """Whether the process has ended; it is about to when it lets go of its pipes."""
        if not any(reader.is_alive() for reader in self.readers):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(TICK)
        return self.process.poll() is not None

    def end(self) -> int:
        """End the process and what it started; its exit status."""
        self.process.kill()
        code = self.process.wait()
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        for reader in self.readers:
            reader.join(LINGER_SECONDS)
        assert self.process.stdin
        self.process.stdin.close()
        return code


class Followed:
    """A run under way: why it was stopped, if it was, and since when it runs."""

    def __init__(
        self,
        worker: Worker,
        job: Job,
        on_output: Callable[[str], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.worker, self.job = worker, job
        self.on_output, self.cancelled = on_output, cancelled
        self.decoder = UTF8("replace")
        self.begun = 0.0
        self.deadline = time.monotonic() + START_SECONDS

    def follow(self) -> str:
        """Wait until the run is over or must be stopped; why it must."""
        while True:
            self.tell(TICK)
            if not self.begun and self.worker.frames.startswith(READY):
                self.begun = time.monotonic()
                self.deadline = self.begun + patience(self.job)
            if stopped := self.must_stop():
                return stopped
            if self.worker.over():
                # A pipe that was closed because of too much ends the run as well.
                return self.too_much()

    def tell(self, seconds: float) -> None:
        """Show what was printed; wait for it so long."""
        with contextlib.suppress(queue.Empty):
            text = clean(self.decoder.decode(self.worker.news.get(timeout=seconds)))
            if self.on_output and text:
                self.on_output(text)

    def too_much(self) -> str:
        worker = self.worker
        more = len(worker.printed) > OUTPUT_MOST or len(worker.frames) > RESULT_MOST
        return "output" if more else ""

    def must_stop(self) -> str:
        if more := self.too_much():
            return more
        if time.monotonic() > self.deadline:
            return "time"
        return "cancelled" if self.cancelled and self.cancelled() else ""

    def ended(self, stopped: str, code: int) -> Ended:
        """What the run came to.  Raises Broken if it did not even begin."""
        while not self.worker.news.empty():
            self.tell(0.0)
        frames, printed = bytes(self.worker.frames), bytes(self.worker.printed)
        if not frames.startswith(READY) and stopped != "cancelled":
            raise Broken("a worker could not begin a run")
        seconds = time.monotonic() - (self.begun or time.monotonic())
        report = {"code": code, "seconds": seconds}
        return Ended(frames[len(READY) :], printed, stopped, report, self.job.seconds)


class Workers:
    """Workers that stand by; every one that is taken is replaced while it works."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Worker] = []

    def layers(self) -> Layers:
        """None that could be relied on."""
        return NONE

    def run(
        self,
        job: Job,
        on_output: Callable[[str], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> Outcome:
        """One try at a job.  Raises Broken if the worker fails us."""
        worker, stopped = self._taken(), "time"
        try:
            worker.begin(job)
            followed = Followed(worker, job, on_output, cancelled)
            stopped = followed.follow()
        finally:
            code = worker.end()
        outcome = outcome_of(job, followed.ended(stopped, code))
        return dataclasses.replace(outcome, level=self.layers().level)

    def _taken(self) -> Worker:
        with self._lock:
            for dead in [one for one in self._waiting if one.process.poll() is not None]:
                self._waiting.remove(dead)
                dead.end()
            worker = self._waiting.pop(0) if self._waiting else Worker()
            with contextlib.suppress(Broken):  # then the next run starts them
                self._waiting += (Worker() for _ in range(AHEAD - len(self._waiting)))
            return worker

    def close(self) -> None:
        with self._lock:
            while self._waiting:
                self._waiting.pop().end()
