"""How is the warm server started, and what does it get to know?"""

import contextlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from grader.sandbox.layers import Layers, only
from grader.sandbox.modules import FURTHER
from grader.settings import IMPORTS, Unusable, chosen

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 20.0


class Broken(Exception):
    """The server is gone or stuck; nothing is known about the run."""


def environment() -> dict[str, str]:
    """All that the server gets to know: no secret, no path of the user's."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    needed = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    if further := _further():
        needed[FURTHER] = ",".join(further)
    return {
        **needed,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        **dict.fromkeys(threads, "1"),
    }


def _further() -> list[str]:
    """The modules that the settings name.  Raises Unusable: without one no program would run."""
    further = chosen(IMPORTS)
    for name in further:
        if not importlib.util.find_spec(name.partition(".")[0]):
            raise Unusable(f"imports: there is no module {name!r} here; install it.")
    return further


class Crowded(Broken):
    """This process may open no more files; the server is none the worse for it."""


class ServerHandle:
    """A running server: its process, its control socket, the layers that it put up."""

    def __init__(self, wanted: Layers) -> None:
        known = environment()
        try:
            self.control, self.process = _spawned(wanted, known)
        except OSError as error:
            raise Broken(f"the sandbox cannot be started ({error.strerror})") from error
        self.served = 0
        self.control.settimeout(START_SECONDS)
        try:
            hello = self.control.recv(4096)
        except OSError as error:
            self.close()
            raise Broken("the sandbox did not start in time") from error
        if not hello:
            self.close()
            raise Broken(f"the sandbox ended at once (exit status {self.process.returncode})")
        self.layers = only(*json.loads(hello)["layers"])
        self.control.settimeout(None)

    def close(self) -> None:
        self.control.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


def _spawned(wanted: Layers, known: dict[str, str]) -> tuple[socket.socket, subprocess.Popen]:
    """Our end of the control socket, and the server behind it.  Raises OSError."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs, contextlib.ExitStack() as failed:
        failed.enter_context(ours)
        process = _server(theirs, wanted, known)
        failed.pop_all()
    return ours, process


def _server(theirs: socket.socket, wanted: Layers, known: dict[str, str]) -> subprocess.Popen:
    """Start the server with the control socket as descriptor 3, and no other of ours."""
    arguments = ["-B", "-P", "-c", BOOT.format(fd=theirs.fileno()), *wanted.names]
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=known,
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
