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
from collections.abc import Sequence
from typing import Any

from grader.sandbox import child, kernel, landlock, modules, namespaces

NOBODY = 65534
CONTROL = 3
PASSED = 4  # descriptors that come with a job: status, job, result, output


def main(skip: Sequence[str]) -> None:
    """Serve runs until the control socket closes.  `skip` names layers to do without (tests)."""
    modules.load()
    base = _address_space()
    _not_root()
    inside = "namespaces" not in skip and namespaces.enter()
    control = socket.socket(fileno=CONTROL)
    layers = ["namespaces"] if inside else []
    layers += [name for name in _tried(skip) if name]
    control.send(json.dumps({"layers": layers}).encode())
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    gc.collect()
    gc.freeze()
    Server(control, layers, base).serve()


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _not_root() -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def _tried(skip: Sequence[str]) -> list[str]:
    """The layers of a run that really go up, each tried in a process of its own."""
    wanted = ["rlimits", "landlock", "seccomp"]
    return [name for name in wanted if name not in skip and _works(name)]


def _works(layer: str) -> bool:
    if layer == "landlock" and not landlock.abi():
        return False
    pid = os.fork()
    if not pid:
        try:
            limits = {"layers": [layer], "seconds": 1, "memory": _address_space_of_all()}
            child.confine(limits)
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _address_space_of_all() -> int:
    return 1 << 40


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
        limits["layers"] = self.layers
        limits["memory"] += self.base
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
            child.confine(limits)
            child.main()
        finally:
            # Whatever happened: never back into the server's loop.
            os._exit(70)

    def report(self, handle: int) -> None:
        pid, status = self.running.pop(handle)
        self.poll.unregister(handle)
        os.close(handle)
        _, code, used = os.wait4(pid, 0)
        words = {
            "code": os.waitstatus_to_exitcode(code),
            "seconds": used.ru_utime + used.ru_stime,
            "peak": used.ru_maxrss,
        }
        with contextlib.suppress(OSError):
            status.send(json.dumps(words).encode())
        status.close()

    def end_all(self) -> None:
        for handle in self.running:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
