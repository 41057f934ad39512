"""What does a single-use worker do?  It warms up, waits for one job, runs it, and ends.

It needs no fork and no call that only Linux has: the job comes on standard input, results leave
through standard output, prints through standard error.
"""

import contextlib
import json
import os
import struct
import sys
import threading
from importlib.machinery import BuiltinImporter, FrozenImporter
from typing import NoReturn

from grader.sandbox import child, modules

LENGTHS = struct.Struct("<II")  # of the limits, of the job


def main() -> NoReturn:
    """Serve one job.  Ends without one if the grader does."""
    modules.load()
    limits_length, job_length = LENGTHS.unpack(_read(LENGTHS.size))
    limits, data = json.loads(_read(limits_length)), _read(job_length)
    os.dup2(1, child.RESULT, inheritable=False)
    os.dup2(2, 1)
    threading.Thread(target=_end_with_grader, daemon=True).start()
    _bound(**limits)
    # The same modules as behind walls, where there are no files to import from.
    sys.meta_path[:] = [BuiltinImporter, FrozenImporter]
    child.prepare()
    child.main(data)


def _read(size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = os.read(0, size - len(data))
        if not piece:
            os._exit(0)
        data += piece
    return data


def _end_with_grader() -> None:
    """Wait for the end of standard input, which the grader keeps open until the run is over."""
    os.read(0, 1)
    os._exit(0)


def _bound(seconds: int, memory: int) -> None:
    """The limits that this system knows.  Where it knows none, the grader's clock has to do."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        from grader.sandbox import walls

        walls.drop_root()
        walls.limit(seconds, memory + walls.address_space())
