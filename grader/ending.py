"""How does a process end with the one that began it, however that one ends?"""

import contextlib
import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """From now on this process ends when its parent, which has this pid, has ended."""
    # Where there is no prctl the parent's own clean-up has to do.
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # A parent that ended before that sends no signal, and nobody ever would.
    if os.getppid() != parent:
        os._exit(1)
