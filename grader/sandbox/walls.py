"""How does a process of one run give up what it does not need?  Every wall that is asked for."""

import errno
import os
import resource
import signal
from collections.abc import Collection

from grader.sandbox import kernel, landlock, seccomp

FIRST_FREE = 5  # 0 to 4 are the pipes of a run and its job
ZERO = ("FSIZE", "CORE", "MSGQUEUE", "MEMLOCK")
FILES = 32
EVERYTHING = 1 << 40  # bytes of address space
NOBODY = 65534


def confine(layers: Collection[str], seconds: int, memory: int) -> None:
    """Put up these walls around this process, for good.  Raises OSError if one does not stand."""
    # A group and no session: a session is scheduled apart from its server's, which costs it its
    # place in the queue, and gives many runs more of the machine than the site.
    os.setpgid(0, 0)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    # Before the limits: a ruleset needs a descriptor, and beside many runs the low ones are taken.
    kernel.close_from(FIRST_FREE)
    if "rlimits" in layers:
        limit(seconds, memory)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if "landlock" in layers:
        landlock.restrict(landlock.abi())
    if "seccomp" in layers:
        seccomp.install(os.getpid())


def address_space() -> int:
    """The bytes that this process has mapped; where that is not told, more than anything needs."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except FileNotFoundError:
        return EVERYTHING


def drop_root() -> None:
    """Go on as nobody, if this process is root's: limits on processes do not bind root."""
    if os.getuid() != 0:
        return
    try:
        os.setresgid(NOBODY, NOBODY, NOBODY)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        return  # root alone in a namespace of users, outside of which it is an ordinary user
    os.setgroups([])
    os.setresuid(NOBODY, NOBODY, NOBODY)


def limit(seconds: int, memory: int) -> None:
    """Bound CPU time and address space; no files, no processes.  What a system lacks is left."""
    bounds = {"CPU": (seconds + 1, seconds + 2), "AS": (memory, memory), "NOFILE": (FILES, FILES)}
    bounds |= {"NPROC": (1, 1), **dict.fromkeys(ZERO, (0, 0))}
    for name, bound in bounds.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            resource.setrlimit(kind, bound)
