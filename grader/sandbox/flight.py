"""How does the trusted side get a job run?  Pipes, a deadline, and an end in any case."""

import codecs
import contextlib
import json
import math
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from grader.core.run import Job
from grader.sandbox.client import Broken, Crowded, ServerHandle
from grader.sandbox.frames import READY, clean
from grader.sandbox.jobs import MIB, OUTPUT_MOST, RESULT_MOST, UTF8, patience, written
from grader.sandbox.outcome import Ended

KILL_SECONDS = 5.0  # a busy machine takes long to end a process and to report it
LINGER_SECONDS = 0.25
TICK = 0.05
SOON = 0.01  # most runs are over within so many seconds
SEALS = 0x1 | 0x2 | 0x4 | 0x8  # seal, shrink, grow, write
ADD_SEALS = 1033


@dataclass
class Flight:
    """One run under way: our ends of its pipes, and what has come through them."""

    status: socket.socket
    result: int
    output: int
    deadline: float
    seconds: float
    on_output: Callable[[str], None] | None = None
    cancelled: Callable[[], bool] | None = None
    frames: bytearray = field(default_factory=bytearray)
    printed: bytearray = field(default_factory=bytearray)
    decoder: codecs.IncrementalDecoder = field(default_factory=lambda: UTF8("replace"))
    look_at: float = field(default_factory=lambda: time.monotonic() + TICK)
    process: int | None = None
    report: dict[str, Any] | None = None
    stopped: str = ""

    def close(self) -> None:
        """End the run if nobody waits for it any more, and let go of its pipes."""
        if self.process is not None and self.report is None:
            _end(self.process)
        self.status.close()
        for descriptor in (self.result, self.output, self.process):
            if descriptor is not None:
                os.close(descriptor)


def launch(
    server: ServerHandle,
    job: Job,
    on_output: Callable[[str], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Flight:
    """Hand a job to the server.  Raises Broken if nobody takes it."""
    (status, result, output), passed = _descriptors(written(job))
    limits = {"seconds": math.ceil(job.seconds), "memory": job.memory_mib * MIB}
    deadline = time.monotonic() + patience(job)
    ours = socket.socket(fileno=status)
    flight = Flight(ours, result, output, deadline, job.seconds, on_output, cancelled)
    try:
        socket.send_fds(server.control, [json.dumps(limits).encode()], passed)
    except OSError as error:
        flight.close()
        raise Broken("the sandbox does not take jobs") from error
    finally:
        for descriptor in passed:
            os.close(descriptor)
    return flight


def _descriptors(data: bytes) -> tuple[list[int], list[int]]:
    """Our ends: status, result, output; and the server's: status, job, result, output.

    Raises Crowded, with none of them open, if they are too many.
    """
    opened: list[int] = []
    try:
        opened += (end.detach() for end in socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET))
        opened += os.pipe()
        opened += os.pipe()
        memory = _sealed(data)
    except OSError as error:
        for descriptor in opened:
            os.close(descriptor)
        raise Crowded(f"too much is going on ({error.strerror})") from error
    return opened[::2], [opened[1], memory, *opened[3::2]]


def _sealed(data: bytes) -> int:
    """The job in a piece of memory that nobody can change any more."""
    import fcntl

    memory = os.memfd_create("job", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(memory, rest) :]
    fcntl.fcntl(memory, ADD_SEALS, SEALS)
    return memory


def land(flight: Flight) -> Ended:
    """Follow a run to its end.  Raises Broken if the server does not report in time."""
    poll = select.poll()
    sources, later = {flight.status.fileno()}, {flight.result, flight.output}
    _watch(poll, sources)
    soon = time.monotonic() + SOON
    killed_at = reported_at = 0.0
    while sources:
        events = poll.poll(1000 * (SOON if later else TICK))
        for descriptor, _ in events:
            if not _read(flight, descriptor):
                poll.unregister(descriptor)
                sources.discard(descriptor)
        if later and (flight.report is not None or not sources or time.monotonic() > soon):
            # Not from the start: to wake up for every result would cost more than most runs.
            _watch(poll, later)
            sources, later = sources | later, set()
            continue
        if flight.report is not None:
            # What it left behind may hold its pipes, and write into them, for ever.
            reported_at = reported_at or time.monotonic()
            if not events or time.monotonic() > reported_at + LINGER_SECONDS:
                break
        if flight.report is None and not killed_at and _must_stop(flight) and _killed(flight):
            killed_at = time.monotonic()
        if killed_at and flight.report is None and time.monotonic() > killed_at + KILL_SECONDS:
            raise Broken("the sandbox does not report the end of a run")
    if flight.report is None:
        raise Broken("the sandbox ended during a run")
    if not flight.stopped and not flight.frames.startswith(READY):
        raise Broken("the sandbox could not begin a run")
    del flight.frames[: len(READY)]  # in place: a flood of them must not be copied
    return Ended(
        flight.frames, bytes(flight.printed), flight.stopped, flight.report, flight.seconds
    )


def _watch(poll: "select.poll", descriptors: Collection[int]) -> None:
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN | select.POLLHUP)


def _read(flight: Flight, descriptor: int) -> bool:
    """Take what a descriptor has; False at its end."""
    if descriptor == flight.status.fileno():
        return _read_status(flight)
    data = os.read(descriptor, 1 << 18)
    if descriptor == flight.result:
        flight.frames += data
    else:
        flight.printed += data
        text = clean(flight.decoder.decode(data))
        if flight.on_output and text:
            flight.on_output(text)
    return bool(data)


def _read_status(flight: Flight) -> bool:
    try:
        data, handles, _, _ = socket.recv_fds(flight.status, 4096, 1)
    except OSError:
        return False
    told = json.loads(data) if data else {}
    if handles:
        flight.process = handles[0]
    elif "code" in told:
        flight.report = told
    elif data:
        raise Broken("the handle of a run does not arrive; too many files are open")
    return bool(data)


def _must_stop(flight: Flight) -> bool:
    if len(flight.printed) > OUTPUT_MOST or len(flight.frames) > RESULT_MOST:
        flight.stopped = "output"
    elif _out_of_time(flight):
        flight.stopped = "time"
    elif flight.cancelled and flight.cancelled():
        flight.stopped = "cancelled"
    return bool(flight.stopped)


def _out_of_time(flight: Flight) -> bool:
    """Looked up every TICK at most: most runs are over by then, and it costs a file."""
    now = time.monotonic()
    if now < flight.look_at:
        return False
    flight.look_at = now + TICK
    return now > flight.deadline or _cpu(flight) > flight.seconds


def _cpu(flight: Flight) -> float:
    """CPU seconds that the run has used, by the kernel's own clock of that process."""
    if flight.process is None:
        return 0.0
    try:
        with open(f"/proc/self/fdinfo/{flight.process}", encoding="ascii") as file:
            fields = dict(line.split(":", 1) for line in file)
        pid = int(fields["Pid"])
        return time.clock_gettime((~pid << 3) | 2) if pid > 0 else 0.0
    except (OSError, KeyError, ValueError):
        return 0.0


def _killed(flight: Flight) -> bool:
    """End the run; False while its handle is still on the way, which what it printed may outrun."""
    if flight.process is not None:
        _end(flight.process)
    elif time.monotonic() > flight.deadline:
        raise Broken("the sandbox did not start a run")
    return flight.process is not None


def _end(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(process, signal.SIGKILL)
