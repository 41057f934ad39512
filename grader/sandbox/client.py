"""How does the trusted side get a job run?  Pipes, a deadline, and an outcome in any case."""

import codecs
import contextlib
import json
import math
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.core.run import UNAVAILABLE, Job, Outcome
from grader.sandbox.frames import READY, Packer, clean
from grader.sandbox.layers import Layers, only
from grader.sandbox.outcome import Ended, outcome_of

CONTROL = 3
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 20.0
KILL_SECONDS = 1.0
LINGER_SECONDS = 0.25
TICK = 0.05
OUTPUT_MOST = 1024 * 1024
RESULT_MOST = 80 * 1024 * 1024
MIB = 1024 * 1024
SEALS = 0x1 | 0x2 | 0x4 | 0x8  # seal, shrink, grow, write
ADD_SEALS = 1033
UTF8 = codecs.getincrementaldecoder("utf-8")


class Broken(Exception):
    """The server is gone or stuck; nothing is known about the run."""


def environment() -> dict[str, str]:
    """All that the server gets to know: no secret, no path of the user's."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        **dict.fromkeys(threads, "1"),
    }


class ServerHandle:
    """A running server: its process, its control socket, the layers that it put up."""

    def __init__(self, wanted: Layers) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = _spawn(theirs, wanted)
        self.control = ours
        self.served = 0
        ours.settimeout(START_SECONDS)
        try:
            hello = ours.recv(4096)
        except OSError as error:
            raise Broken("the sandbox did not start in time") from error
        if not hello:
            raise Broken(f"the sandbox ended at once (exit status {self.process.wait()})")
        self.layers = only(*json.loads(hello)["layers"])
        ours.settimeout(None)

    def close(self) -> None:
        self.control.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


def _spawn(theirs: socket.socket, wanted: Layers) -> subprocess.Popen:
    """Start the server with the control socket as descriptor 3, and no other of ours."""
    arguments = ["-B", "-P", "-c", BOOT.format(fd=theirs.fileno()), *wanted.names]
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environment(),
        pass_fds=[theirs.fileno()],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


BOOT = (
    "import os, sys\n"
    "if {fd} != 3: os.dup2({fd}, 3); os.close({fd})\n"
    "from grader.sandbox.server import main\n"
    "main(sys.argv[1:])"
)


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
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    memory = _sealed(job)
    result, result_write = os.pipe()
    output, output_write = os.pipe()
    limits = {"seconds": math.ceil(job.seconds), "memory": job.memory_mib * MIB}
    passed = [theirs.fileno(), memory, result_write, output_write]
    deadline = time.monotonic() + 3 * job.seconds + 2
    flight = Flight(ours, result, output, deadline, job.seconds, on_output, cancelled)
    try:
        socket.send_fds(server.control, [json.dumps(limits).encode()], passed)
    except OSError as error:
        flight.close()
        raise Broken("the sandbox does not take jobs") from error
    finally:
        theirs.close()
        for descriptor in (memory, result_write, output_write):
            os.close(descriptor)
    return flight


def _sealed(job: Job) -> int:
    """The job in a piece of memory that nobody can change any more."""
    import fcntl

    packer = Packer()
    calls = [packer.packed((call.args, call.strided)) for call in job.calls]
    header = {
        "source": clean(job.source.replace("\r\n", "\n").replace("\r", "\n")),
        "function": job.function,
        "driver": job.driver,
        "calls": calls,
    }
    memory = os.memfd_create("job", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    data = memoryview(packer.frame(header))
    while data:
        data = data[os.write(memory, data) :]
    fcntl.fcntl(memory, ADD_SEALS, SEALS)
    return memory


def land(flight: Flight) -> Ended:
    """Follow a run to its end.  Raises Broken if the server does not report in time."""
    poll = select.poll()
    sources = {flight.result, flight.output, flight.status.fileno()}
    for descriptor in sources:
        poll.register(descriptor, select.POLLIN | select.POLLHUP)
    killed_at = reported_at = 0.0
    while sources:
        events = poll.poll(TICK * 1000)
        for descriptor, _ in events:
            if not _read(flight, descriptor):
                poll.unregister(descriptor)
                sources.discard(descriptor)
        if flight.report is not None:
            # What it left behind may hold its pipes, and write into them, for ever.
            reported_at = reported_at or time.monotonic()
            if not events or time.monotonic() > reported_at + LINGER_SECONDS:
                break
        if flight.report is None and not killed_at and _must_stop(flight):
            killed_at = time.monotonic()
            _kill(flight)
        if killed_at and flight.report is None and time.monotonic() > killed_at + KILL_SECONDS:
            raise Broken("the sandbox does not report the end of a run")
    if flight.report is None:
        raise Broken("the sandbox ended during a run")
    if not flight.stopped and not flight.frames.startswith(READY):
        raise Broken("the sandbox could not begin a run")
    frames, printed = bytes(flight.frames[len(READY) :]), bytes(flight.printed)
    return Ended(frames, printed, flight.stopped, flight.report, flight.seconds)


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
    if handles:
        flight.process = handles[0]
    elif data:
        flight.report = json.loads(data)
    return bool(data)


def _must_stop(flight: Flight) -> bool:
    if len(flight.printed) > OUTPUT_MOST or len(flight.frames) > RESULT_MOST:
        flight.stopped = "output"
    elif time.monotonic() > flight.deadline or _cpu(flight) > flight.seconds:
        flight.stopped = "time"
    elif flight.cancelled and flight.cancelled():
        flight.stopped = "cancelled"
    return bool(flight.stopped)


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


def _kill(flight: Flight) -> None:
    if flight.process is None:
        raise Broken("the sandbox did not start a run")
    _end(flight.process)


def _end(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(process, signal.SIGKILL)


RETIRE = 500  # runs that one server serves before a fresh one takes over


class Pool:
    """The current server and its replacement.  Any number of threads may ask for runs."""

    def __init__(self, wanted: Layers) -> None:
        self._wanted = wanted
        self._lock = threading.Lock()
        self._current: ServerHandle | None = None
        self._retired: list[ServerHandle] = []
        self._users: dict[int, int] = {}
        self._renewing = False

    def layers(self) -> Layers:
        """The layers of the current server, which is started if need be."""
        with self._lock:
            return self._started().layers

    def _started(self) -> ServerHandle:
        if self._current is None or self._current.process.poll() is not None:
            self._current = ServerHandle(self._wanted)
        return self._current

    def take(self) -> ServerHandle:
        with self._lock:
            server = self._started()
            server.served += 1
            self._users[id(server)] = self._users.get(id(server), 0) + 1
            if server.served >= RETIRE and not self._renewing:
                self._renewing = True
                threading.Thread(target=self._renew, daemon=True).start()
            return server

    def give_back(self, server: ServerHandle, broken: bool = False) -> None:
        with self._lock:
            self._users[id(server)] -= 1
            if broken and self._current is server:
                self._current = None
            if broken and server not in self._retired:
                self._retired.append(server)
            self._sweep()

    def _renew(self) -> None:
        try:
            fresh = ServerHandle(self._wanted)
        except Broken:
            self._renewing = False
            return
        with self._lock:
            if self._current is not None:
                self._retired.append(self._current)
            self._current, self._renewing = fresh, False
            self._sweep()

    def _sweep(self) -> None:
        """Close the retired servers that nobody uses any more."""
        for server in [s for s in self._retired if not self._users.get(id(s))]:
            self._retired.remove(server)
            self._users.pop(id(server), None)
            server.close()

    def close(self) -> None:
        with self._lock:
            for server in [*self._retired, *([self._current] if self._current else [])]:
                server.close()
            self._retired, self._current = [], None


def run_once(
    pool: Pool,
    job: Job,
    on_output: Callable[[str], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Outcome:
    """One try at a job.  Raises Broken if the server fails us."""
    server = pool.take()
    broken = False
    try:
        flight = launch(server, job, on_output, cancelled)
        with contextlib.closing(flight):
            return outcome_of(job, land(flight))
    except Broken:
        broken = True
        raise
    finally:
        pool.give_back(server, broken)


def unavailable(reason: str) -> Outcome:
    return Outcome(UNAVAILABLE, message=f"Your answer could not be run: {reason}. Try again.")
