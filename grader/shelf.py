"""Where do simulated mistakes lie between two runs?  In files of the user's own cache."""

import contextlib
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from grader.settings import CACHE, chosen


def cache_folder() -> Path:
    return Path(chosen(CACHE))


class Files:
    """A shelf of files, one for each name.  What cannot be written or read is simulated anew."""

    def __init__(self, folder: Path, filling: bool = False) -> None:
        self._folder, self.filling = folder, filling

    def get(self, name: str) -> Mapping[str, np.ndarray] | None:
        try:
            with np.load(self._folder / f"{name}.npz", allow_pickle=False) as arrays:
                return dict(arrays)
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
            return None

    def put(self, name: str, arrays: Mapping[str, np.ndarray]) -> None:
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self._folder, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                # numpy's types take the arrays for its own options.
                np.savez(file, **arrays)  # type: ignore[arg-type]
            os.replace(part, self._folder / f"{name}.npz")
