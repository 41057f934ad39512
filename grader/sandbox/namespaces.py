"""How does the server leave the machine?  Its own users, processes, network, and an empty root."""

import contextlib
import ctypes
import os
import signal
import socket

from grader.sandbox import kernel
from grader.sandbox.kernel import prctl, syscall

NEW_MOUNTS, NEW_CGROUPS, NEW_UTS, NEW_IPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
NEW_USERS, NEW_PIDS, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
ALL = (
    NEW_USERS | NEW_MOUNTS | NEW_CGROUPS | NEW_UTS | NEW_IPC | NEW_PIDS | NEW_NETWORK
)  # fmt: skip
PRIVATE, RECURSIVE = 1 << 18, 1 << 14
NOSUID, NODEV, NOEXEC, READ_ONLY, REMOUNT = 2, 4, 8, 1, 32
DETACH = 2
NOBODY = 65534
UNSHARE = {"x86_64": 272, "aarch64": 97}
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}


def enter() -> bool:
    """Go on in namespaces of our own, as process 1 of them; False where the kernel refuses.

    The caller's process stays behind to wait, and ends with the exit status of the one inside.
    Everything that will be needed must be loaded: inside there are no files.
    """
    outside = os.getuid(), os.getgid()
    prctl(kernel.PR_SET_DUMPABLE, 1)  # or /proc/self/uid_map would belong to root
    try:
        syscall(UNSHARE[kernel.MACHINE], ALL)
    except (OSError, KeyError):
        return False
    _map(outside)
    inside = os.fork()
    if inside:
        _wait(inside)
    prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    socket.sethostname("sandbox")
    _empty_root()
    return True


def _map(outside: tuple[int, int]) -> None:
    uid, gid = outside
    with contextlib.suppress(OSError):  # where it is not there, no group can be gained either
        _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{NOBODY} {uid} 1")
    _write("/proc/self/gid_map", f"{NOBODY} {gid} 1")


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _wait(pid: int) -> None:
    """Stay until the process inside ends.  Nothing of ours runs here after that."""
    kernel.close_from(3)
    _, status = os.waitpid(pid, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _empty_root() -> None:
    """Make an empty, read-only folder the root of the file system."""
    _mount(None, b"/", None, PRIVATE | RECURSIVE)
    _mount(b"none", b"/tmp", b"tmpfs", NOSUID | NODEV | NOEXEC, b"size=4k,mode=0555")
    os.chdir("/tmp")
    syscall(PIVOT_ROOT[kernel.MACHINE], b".", b".")
    assert kernel._libc is not None
    kernel._libc.umount2(b".", DETACH)
    os.chdir("/")
    _mount(None, b"/", None, REMOUNT | READ_ONLY | NOSUID | NODEV | NOEXEC, None)


def _mount(
    source: bytes | None, target: bytes, kind: bytes | None, flags: int, data: bytes | None = None
) -> None:
    assert kernel._libc is not None
    if kernel._libc.mount(source, target, kind, ctypes.c_ulong(flags), data) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
