"""What is an attack?  A program whose `f(w)` returns True, or the secret, if it got through."""

import platform
import textwrap
from dataclasses import dataclass

LANDLOCK, NAMESPACES, SECCOMP, RLIMITS = "landlock", "namespaces", "seccomp", "rlimits"
FILES = {NAMESPACES, LANDLOCK, SECCOMP}  # each of these alone keeps a program from files
DESIGN = frozenset()  # no layer is needed: what is attacked is not there

# Numbers of system calls that Python has no function for: x86-64, aarch64.
CALLS = {
    "openat": (257, 56), "openat2": (437, 437), "ptrace": (101, 117), "pidfd_open": (434, 434),
    "process_vm_readv": (310, 270), "pidfd_getfd": (438, 438), "personality": (135, 92),
    "pidfd_send_signal": (424, 424), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190),
    "mq_open": (240, 180), "unshare": (272, 97), "io_uring_setup": (425, 425),
    "add_key": (248, 217), "clone": (56, 220), "clone3": (435, 435), "statx": (332, 291),
    "inotify_init1": (294, 26), "inotify_add_watch": (254, 27), "memfd_create": (319, 279),
    "ioprio_get": (252, 31), "name_to_handle_at": (303, 264), "tgkill": (234, 131),
    "timerfd_create": (283, 85), "eventfd2": (290, 19), "epoll_create1": (291, 20),
    "rt_sigprocmask": (14, 135), "get_robust_list": (274, 100), "vmsplice": (278, 75),
    "mincore": (27, 232), "mlock": (149, 228), "signalfd4": (289, 74), "seccomp": (317, 277),
}  # fmt: skip

COLUMN = {"x86_64": 0, "aarch64": 1}[platform.machine()]
TOOLS = f"""
import ctypes, os, re, resource, signal, socket, subprocess, sys, threading, time
from pathlib import Path
import numpy as np
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
CALLS = {{ {", ".join(f"{k!r}: {v[COLUMN]}" for k, v in CALLS.items())} }}
def call(name, *args):
    number = CALLS[name]
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    result = libc.syscall(ctypes.c_long(number), *values)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result
"""
# `searched(pattern)` is the first place of it in all memory that can be read.
MEMORY = """
import gc
def searched(pattern):
    starts = {id(o) >> 12 for o in gc.get_objects()}
    starts |= {ctypes.cast(getattr(libc, n), ctypes.c_void_p).value >> 12
               for n in ('malloc', 'write', 'getenv')}
    starts.add(ctypes.addressof(ctypes.c_int.in_dll(libc, 'stdout')) >> 12)
    starts |= {np.zeros(size).ctypes.data >> 12 for size in (10, 10 ** 6)}
    seen = set()
    for start in starts:
        for page, step in ((start, 1), (start - 1, -1)):
            while page not in seen and readable(page << 12):
                seen.add(page)
                page += step
    pages = sorted(seen)
    while pages:
        run = 1
        while run < len(pages) and run < 4096 and pages[run] == pages[0] + run: run += 1
        found = pattern.search(ctypes.string_at(pages[0] << 12, run << 12))
        if found: return found.group()
        del pages[:run]
# A system call that reads from an address says whether it can be read.
def readable(page):
    try: call('rt_sigprocmask', 99, ctypes.c_void_p(page), None, 8)
    except OSError as error: return error.errno == 22
"""


@dataclass(frozen=True)
class Attack:
    """`body` is the body of `f(w)`; `stopped_by` are the layers of which each alone stops it.

    `seen` names the method of the world that sees it from outside; `start` stands above `f`.
    """

    name: str
    stopped_by: frozenset[str] | set[str]
    body: str
    seen: str = ""
    start: str = ""

    @property
    def source(self) -> str:
        body = textwrap.indent(textwrap.dedent(self.body).strip(), "    ")
        return f"{TOOLS}{textwrap.dedent(self.start)}\ndef f(w):\n{body}\n"

    def __str__(self) -> str:
        return self.name.replace(" ", "-")
