"""Which walls hold on this machine?  Programs that try to get out, run inside."""

import dataclasses
import os
from dataclasses import dataclass
from typing import Any

from grader.core.run import Call, Job, Outcome, Returned
from grader.sandbox import Sandbox, kernel

HELD, OPEN = "held", "open"


@dataclass(frozen=True)
class Canary:
    """A program whose `f` returns True if it got what it must not get.

    `seconds` bounds it; a run that is stopped has not got anything.
    """

    name: str
    source: str
    seconds: float = 1.0


# Numbers of system calls that Python has no function for: x86-64, aarch64.
NUMBERS = {
    "ptrace": (101, 117), "shmget": (29, 194), "unshare": (272, 97), "io_uring_setup": (425, 425),
    "prlimit64": (302, 261),
}  # fmt: skip
COLUMN = 1 if kernel.MACHINE == "aarch64" else 0
SYSCALL = f"""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
numbers = { {name: pair[COLUMN] for name, pair in NUMBERS.items()} }
def call(name, *args):
    return libc.syscall(ctypes.c_long(numbers[name]), *args)
"""


def _tries(*lines: str) -> str:
    body = "\n        ".join(lines)
    return (
        "import os, socket\n"
        f"def f(grader):\n    try:\n        {body}\n"
        "    except Exception:\n        return False\n    return True\n"
    )


# The file goes again at once, whoever could make it.
MADE = """path = f'/tmp/chainrule-canary-{os.getpid()}-{grader}'
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))"""

CANARIES = (
    Canary("read a file of the machine", _tries("open('/etc/passwd').read()")),
    Canary("see whether a file exists", _tries("os.stat('/etc/passwd')")),
    Canary("list a folder", _tries("os.listdir('/')")),
    Canary("write a file", _tries(MADE, "os.unlink(path)")),
    Canary("read the environment", "import os\ndef f(grader): return len(os.environ) > 8\n"),
    Canary("read another process", _tries("open('/proc/1/mem', 'rb').read(1)")),
    Canary(
        "trace another process",
        SYSCALL + "def f(grader):\n"
        "    return any(call('ptrace', 0x4206, pid, 0, 0) == 0 for pid in (grader, 1))\n",
    ),
    Canary("signal the server", _tries("os.kill(max(os.getppid(), 1), 0)")),
    Canary("signal the grader", _tries("os.kill(grader, 0)")),
    Canary("signal everybody", _tries("os.kill(-1, 0)")),
    Canary("connect over TCP", _tries("socket.create_connection(('127.0.0.1', 9), 0.2)")),
    Canary("open a TCP socket", _tries("socket.socket()")),
    Canary("open a UDP socket", _tries("socket.socket(socket.AF_INET, socket.SOCK_DGRAM)")),
    Canary("open a local socket", _tries("socket.socket(socket.AF_UNIX)")),
    Canary("start a program", _tries("os.execv('/bin/true', ['true'])")),
    Canary("fork", _tries("pid = os.fork()", "pid or os._exit(0)")),
    Canary(
        "start a thread",
        "import threading\ndef f(grader):\n    try: threading.Thread(target=int).start()\n"
        "    except RuntimeError: return False\n    return True\n",
    ),
    Canary(
        "share memory", SYSCALL + "def f(grader): return call('shmget', 4242, 4096, 0o1666) >= 0\n"
    ),
    Canary(
        "make a namespace", SYSCALL + "def f(grader): return call('unshare', 0x10000000) == 0\n"
    ),
    Canary(
        "use io_uring",
        SYSCALL + "def f(grader): return call('io_uring_setup', 4, bytes(120)) >= 0\n",
    ),
    Canary(
        "change the server's limits",
        SYSCALL + "def f(grader):\n"
        "    return call('prlimit64', max(os.getppid(), 1), 0, bytes(16), None) == 0\n",
    ),
    Canary(
        "make memory executable",
        SYSCALL + "libc.mmap.restype = ctypes.c_void_p\n"
        "def f(grader): return libc.mmap(None, 4096, 7, 0x22, -1, 0) != 2**64 - 1\n",
    ),
    Canary("take all memory", "def f(grader):\n    x = bytearray(2**31)\n    return True\n"),
    Canary("run for ever", "def f(grader):\n    while True: pass\n"),
    Canary("sleep for ever", "import time\ndef f(grader): time.sleep(3600); return True\n", 0.2),
    Canary("print for ever", "def f(grader):\n    while True: print('x' * 10000)\n"),
)

LEAVE = "import numpy\ndef f(grader): numpy.canary = 1; return False\n"
LOOK = "import numpy\ndef f(grader): return hasattr(numpy, 'canary')\n"


def examine(sandbox: Sandbox) -> dict[str, Any]:
    """The level, the layers, and for every canary whether it was held."""
    canaries = {canary.name: _verdict(sandbox, canary) for canary in CANARIES}
    sandbox.run(_job(Canary("", LEAVE)))
    canaries["leave something for the next run"] = _verdict(sandbox, Canary("", LOOK))
    return {
        "level": sandbox.level,
        "layers": dataclasses.asdict(sandbox.layers),
        "canaries": canaries,
    }


def _verdict(sandbox: Sandbox, canary: Canary) -> str:
    return OPEN if _escaped(sandbox.run(_job(canary))) else HELD


def _job(canary: Canary) -> Job:
    return Job(canary.source, "f", (Call((os.getpid(),)),), seconds=canary.seconds, memory_mib=256)


def _escaped(outcome: Outcome) -> bool:
    return any(isinstance(r, Returned) and r.value is True for r in outcome.results)
