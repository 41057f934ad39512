"""Which system calls may a student's program make?  A filter that allows the harmless ones.

What is refused gets an error that a student understands: no file can be opened, no thread started.
A call under a foreign architecture ends the process.
"""

import ctypes
import errno
import struct
from collections.abc import Sequence

from grader.sandbox.kernel import MACHINE, syscall

# name: (x86-64, aarch64); None where the architecture does not have the call.
NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66),
    "lseek": (8, 62), "close": (3, 57), "dup": (32, 23), "fstat": (5, 80),
    "munmap": (11, 215), "mremap": (25, 216), "brk": (12, 214), "madvise": (28, 233),
    "futex": (202, 98), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "sigaltstack": (131, 132), "restart_syscall": (219, 128),
    "exit": (60, 93), "exit_group": (231, 94), "rseq": (334, 293),
    "set_robust_list": (273, 99), "getpid": (39, 172), "gettid": (186, 178),
    "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177),
    "getrandom": (318, 278), "getrusage": (98, 165), "getcpu": (309, 168),
    "gettimeofday": (96, 169), "time": (201, None), "getcwd": (79, 17), "times": (100, 153),
    "uname": (63, 160), "sysinfo": (99, 179), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "nanosleep": (35, 101),
    "sched_yield": (24, 124), "sched_getaffinity": (204, 123), "poll": (7, None),
    "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72),
    "mmap": (9, 222), "mprotect": (10, 226), "fcntl": (72, 25), "prctl": (157, 167),
    "prlimit64": (302, 261), "kill": (62, 129), "tgkill": (234, 131),
    "open": (2, None), "openat": (257, 56), "stat": (4, None), "lstat": (6, None),
    "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "newfstatat": (262, 79), "statx": (332, 291), "readlink": (89, None),
    "readlinkat": (267, 78), "getdents64": (217, 61), "ioctl": (16, 29), "clone": (56, 220),
    "fork": (57, None), "vfork": (58, None), "clone3": (435, 435), "seccomp": (317, 277),
}  # fmt: skip

ALLOWED = [
    "lseek",
    "close",
    "dup",
    "fstat",
    "munmap",
    "mremap",
    "brk",
    "futex",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigaltstack",
    "restart_syscall",
    "exit",
    "exit_group",
    "rseq",
    "set_robust_list",
    "getpid",
    "gettid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getrandom",
    "getrusage",
    "getcpu",
    "gettimeofday",
    "time",
    "getcwd",
    "times",
    "nanosleep",
    "sched_yield",
    "poll",
    "ppoll",
    "select",
    "pselect6",
]
REFUSED = {
    **dict.fromkeys(("open", "openat"), errno.EACCES),
    **dict.fromkeys(
        ("stat", "lstat", "access", "faccessat", "faccessat2", "newfstatat", "statx", "readlink",
         "readlinkat", "getdents64"),
        errno.ENOENT,
    ),
    "ioctl": errno.ENOTTY,
    **dict.fromkeys(("clone", "fork", "vfork"), errno.EAGAIN),
    "clone3": errno.ENOSYS,
    "uname": errno.EPERM,  # it tells the machine's name
    "sysinfo": errno.EPERM,  # it counts the machine's processes
}  # fmt: skip

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
X32_BIT = 0x40000000
PROT_EXEC = 4
FCNTL_COMMANDS = (1, 2, 3, 1030)  # F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC
CLOCKS = ("clock_gettime", "clock_getres", "clock_nanosleep")
FOREIGN_CLOCK = 12  # from here on, and below 0, clocks are those of other processes and of files
ADVICE = (0, 1, 2, 3, 4, 8, 14, 15)  # how memory is used, not what it shares or who reads it in
PRCTL_OPTIONS = (3, 16, 0x53564D41)  # read dumpable, read name, name a memory area
READABLE, WRITABLE = (0, 4), (1, 2, 3)  # descriptors of a run

LOAD, JUMP, EQUAL, FROM, ANY_BIT, RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
FAR = 255  # instructions that a comparison can skip
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
MODE_FILTER, SPEC_ALLOW = 1, 4
OWN_PID = 0x5EAF00D1  # above every real one


def _word(value: int) -> bytes:
    return struct.pack("<I", value & 0xFFFFFFFF)


class Program:
    """A filter under construction: instructions, with `ret` values resolved as they are added."""

    def __init__(self) -> None:
        self.code: list[bytes] = []

    def add(self, op: int, value: int, yes: int = 0, no: int = 0) -> None:
        self.code.append(struct.pack("<HBB", op, yes, no) + _word(value))

    def ret(self, value: int) -> None:
        self.add(RETURN, value)

    def argument(self, position: int, high: bool = False) -> None:
        self.add(LOAD, 16 + 8 * position + (4 if high else 0))

    def when(self, number: int, body: "Program") -> None:
        """Run `body`, which must end in a return, if the call has this number."""
        self.add(EQUAL, number, 0, len(body.code))
        self.code += body.code

    def choose(self, bodies: Sequence[tuple[int, "Program"]]) -> None:
        """Run the body of the call's number, or refuse a number that has none.

        `bodies` are in the order of their numbers.  Halving them is what makes a filter quick to
        install: the kernel tries it on every number that there is.
        """
        if len(bodies) <= 2:
            for number, body in bodies:
                self.when(number, body)
            self.ret(ERRNO | errno.EPERM)
            return
        middle = len(bodies) // 2
        lower, upper = Program(), Program()
        lower.choose(bodies[:middle])
        upper.choose(bodies[middle:])
        if len(lower.code) <= FAR:
            self.add(FROM, bodies[middle][0], len(lower.code), 0)
        else:
            self.add(FROM, bodies[middle][0], 0, 1)
            self.add(JUMP, len(lower.code))
        self.code += lower.code + upper.code

    def one_of(self, position: int, values: Sequence[int]) -> None:
        """Allow the call if the argument is one of `values` (32 bits), else refuse it."""
        self.argument(position)
        for value in values:
            self.add(EQUAL, value, 0, 1)
            self.ret(ALLOW)
        self.ret(ERRNO | errno.EPERM)


def filter_program(machine: str) -> bytes:
    """The filter of a run; OWN_PID stands in it for what its process sees as its own."""
    column, architecture = ARCHITECTURES[machine]
    program = Program()
    program.add(LOAD, 4)
    program.add(EQUAL, architecture, 1, 0)
    program.ret(KILL)
    program.add(LOAD, 0)
    if machine == "x86_64":
        program.add(FROM, X32_BIT, 0, 1)
        program.ret(KILL)
    numbered = ((NUMBERS[name][column], body) for name, body in _bodies().items())
    program.choose(sorted(((n, body) for n, body in numbered if n is not None), key=_number))
    return b"".join(program.code)


def _number(numbered: tuple[int, Program]) -> int:
    return numbered[0]


def _bodies() -> dict[str, Program]:
    bodies: dict[str, Program] = {
        name: Program() for name in (*CHECKED, *CLOCKS, *ALLOWED, *REFUSED)
    }
    for name in ALLOWED:
        bodies[name].ret(ALLOW)
    for name, code in REFUSED.items():
        bodies[name].ret(ERRNO | code)
    for name, (position, values) in CHECKED.items():
        bodies[name].one_of(position, values)
    for name in ("mmap", "mprotect"):
        bodies[name] = Program()
        bodies[name].argument(2)
        bodies[name].add(ANY_BIT, PROT_EXEC, 0, 1)
        bodies[name].ret(ERRNO | errno.EPERM)
        bodies[name].ret(ALLOW)
    for name in CLOCKS:
        bodies[name].argument(0)
        bodies[name].add(FROM, FOREIGN_CLOCK, 0, 1)
        bodies[name].ret(ERRNO | errno.EPERM)
        bodies[name].ret(ALLOW)
    for name in ("kill", "tgkill"):
        bodies[name] = Program()
        bodies[name].one_of(0, (OWN_PID,))
    bodies["prlimit64"] = _own_limits_read()
    return bodies


CHECKED: dict[str, tuple[int, tuple[int, ...]]] = {
    "read": (0, READABLE),
    "readv": (0, READABLE),
    "write": (0, WRITABLE),
    "writev": (0, WRITABLE),
    "mmap": (0, ()),
    "mprotect": (0, ()),
    "madvise": (2, ADVICE),
    "fcntl": (1, FCNTL_COMMANDS),
    "prctl": (0, PRCTL_OPTIONS),
    "prlimit64": (0, ()),
    "kill": (0, ()),
    "tgkill": (0, ()),
    "sched_getaffinity": (0, (0,)),  # of any other process it would tell whether there is one
}


def _own_limits_read() -> Program:
    """prlimit of the process itself, with no new limit."""
    body = Program()
    body.argument(0)
    body.add(EQUAL, 0, 1, 0)
    body.ret(ERRNO | errno.EPERM)
    for high in (False, True):
        body.argument(2, high)
        body.add(EQUAL, 0, 1, 0)
        body.ret(ERRNO | errno.EPERM)
    body.ret(ALLOW)
    return body


# Made before the fork: in a child every object that is touched costs a copied page.
PREPARED = filter_program(MACHINE) if MACHINE in ARCHITECTURES else b""


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def install(pid: int) -> None:
    """Put this process, which sees itself as `pid`, under the filter, for good.

    The process must have set no_new_privs.  Raises OSError or KeyError if it cannot be.
    """
    program = PREPARED.replace(_word(OWN_PID), _word(pid))
    number = NUMBERS["seccomp"][ARCHITECTURES[MACHINE][0]]
    assert number is not None
    syscall(number, MODE_FILTER, SPEC_ALLOW, _Filter(len(program) // 8, program))
