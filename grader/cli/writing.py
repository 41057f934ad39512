"""How does a command write what only its reader may see?  To a new file of theirs, or out."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from grader.cli.errors import Problem


@contextmanager
def new_file(path: Path | None) -> Iterator[BinaryIO]:
    """A file that was not there and that only its owner can read; without a path, stdout.

    If what follows fails, there is no file.  Raises Problem.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Problem(f"{path} is there already; choose a new file.") from error
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
    except BaseException:
        path.unlink()
        raise
