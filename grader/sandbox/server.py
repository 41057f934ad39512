"""What does the warm process do?  It holds numpy and nothing secret, and forks one child a run."""

import array
import contextlib
import fcntl
import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Any

from grader.sandbox import child, kernel, landlock, modules, namespaces, walls

CONTROL = 3
PASSED = 4  # descriptors that come with a job: status, job, result, output


def main(wanted: Sequence[str]) -> None:
    """Serve runs until the control socket closes, behind those layers of `wanted` that work."""
    modules.load()
    child.prepare()
    base = walls.address_space()
    walls.drop_root()
    inside = "namespaces" in wanted and _works(_enter) and namespaces.enter()
    control = socket.socket(fileno=CONTROL)
    layers = ["namespaces"] if inside else []
    layers += [name for name in ("rlimits", "landlock", "seccomp") if _stands(name, wanted)]
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    control.send(json.dumps({"layers": layers}).encode())
    gc.collect()
    gc.freeze()
    Server(control, layers, base).serve()


def _stands(layer: str, wanted: Sequence[str]) -> bool:
    """Whether a layer is wanted and really goes up."""
    if layer not in wanted or (layer == "landlock" and not landlock.abi()):
        return False
    return _works(lambda: walls.confine([layer], 1, walls.EVERYTHING))


def _enter() -> None:
    if not namespaces.enter():
        os._exit(1)


def _works(attempt: Callable[[], None]) -> bool:
    """Whether something that cannot be undone succeeds, tried in a process of its own."""
    pid = os.fork()
    if not pid:
        try:
            attempt()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _children() -> set[int]:
    """Our own children; none are known where there is no /proc, inside namespaces."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return set(map(int, file.read().split()))
    except FileNotFoundError:
        return set()


class Server:
    """Takes jobs from the control socket and reports what became of their processes."""

    def __init__(self, control: socket.socket, layers: list[str], base: int) -> None:
        self.control, self.layers, self.base = control, layers, base
        self.poll = select.poll()
        self.poll.register(control, select.POLLIN)
        self.running: dict[int, tuple[int, socket.socket]] = {}
        self.stdin, write = os.pipe()
        os.close(write)

    def serve(self) -> None:
        while True:
            for descriptor, _ in self.poll.poll():
                if descriptor == self.control.fileno():
                    if not self.accept():
                        return
                elif descriptor in self.running:
                    self.report(descriptor)

    def accept(self) -> bool:
        """Start a run; False when nobody will send any more."""
        message, ancillary, _, _ = self.control.recvmsg(4096, socket.CMSG_SPACE(PASSED * 4))
        if not message:
            self.end_all()
            return False
        passed = array.array("i")
        for _, _, data in ancillary:
            passed.frombytes(data[: len(data) - len(data) % passed.itemsize])
        limits = json.loads(message)
        self.start(limits, list(passed))
        return True

    def start(self, limits: dict[str, Any], passed: list[int]) -> None:
        status = socket.socket(fileno=passed[0])
        pid = os.fork()
        if not pid:
            self.become_child(limits, *passed[1:])
        for descriptor in passed[1:]:
            os.close(descriptor)
        handle = os.pidfd_open(pid)
        with contextlib.suppress(OSError):
            socket.send_fds(status, [b"{}"], [handle])
        self.running[handle] = pid, status
        self.poll.register(handle, select.POLLIN)

    def become_child(self, limits: dict[str, Any], job: int, result: int, output: int) -> None:
        try:
            fds = (self.stdin, output, result, job)
            high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in fds]
            for number, source in ((0, 0), (1, 1), (2, 1), (child.RESULT, 2), (child.JOB, 3)):
                os.dup2(high[source], number)
            walls.confine(self.layers, limits["seconds"], limits["memory"] + self.base)
            child.main(child.taken())
        finally:
            # Whatever happened: never back into the server's loop.
            os._exit(70)

    def report(self, handle: int) -> None:
        pid, status = self.running.pop(handle)
        self.poll.unregister(handle)
        os.close(handle)
        _, code, used = os.wait4(pid, 0)
        if "seccomp" not in self.layers:  # with it no run has children
            self.end_strays()
        words = {
            "code": os.waitstatus_to_exitcode(code),
            "seconds": used.ru_utime + used.ru_stime,
            "peak": used.ru_maxrss,
        }
        with contextlib.suppress(OSError):
            status.send(json.dumps(words).encode())
        status.close()

    def end_strays(self) -> None:
        """End what a run that is over has left behind; the kernel gives its orphans to us."""
        running = {pid for pid, _ in self.running.values()}
        while strays := _children() - running:
            for pid in strays:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)

    def end_all(self) -> None:
        for handle in self.running:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
