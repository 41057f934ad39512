"""How is the kernel asked for what Python has no function for?  System calls through ctypes."""

import ctypes
import os
import platform

MACHINE = platform.machine()
_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38


def syscall(number: int, *arguments: int | bytes | ctypes.Array | ctypes.Structure | None) -> int:
    """A raw system call; raises OSError."""
    assert _libc is not None
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    values = [ctypes.byref(v) if isinstance(v, ctypes.Structure) else v for v in values]
    result = _libc.syscall(ctypes.c_long(number), *values)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def prctl(option: int, value: int) -> None:
    assert _libc is not None
    if _libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def close_from(first: int) -> None:
    """Close every descriptor from `first` on, however many there are."""
    syscall(436, first, 0xFFFFFFFF, 0)
