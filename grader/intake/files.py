"""What is a file that was handed in?  A name, a size, and bytes that are read when asked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

MIB = 1 << 20
LARGEST = 5 * MIB

# Platforms tell two versions of a file apart by `-1` or ` (1)` before the extension.
_VERSION = re.compile(r"(?:-\d+| ?\(\d+\))$")


class UnreadableFile(ValueError):
    """A file cannot be read; the text says why, as a sentence for the student."""


@dataclass(frozen=True)
class File:
    """A file by its path inside the submission, with / between folders.

    `source(most)` gives the content and need not read more than `most` + 1 bytes.  `fault` is why
    the file cannot be read, as a sentence for the student; empty if it can.
    """

    name: str
    size: int
    source: Callable[[int], bytes] = field(repr=False, compare=False)
    fault: str = ""

    def read(self, most: int = LARGEST) -> bytes:
        """The content.  Raises UnreadableFile, also for a file of more than `most` bytes."""
        if self.fault:
            raise UnreadableFile(self.fault)
        content = self.source(most) if self.size <= most else b""
        if max(self.size, len(content)) > most:
            raise UnreadableFile(f"The file is larger than {size_in_words(most)}; hand in less.")
        return content

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without folder and extension."""
        return PurePosixPath(self.name).stem


def in_memory(name: str, data: bytes) -> File:
    """A file whose content is at hand."""
    return File(name, len(data), lambda most: data)


def unreadable(name: str, size: int, fault: str) -> File:
    """A file that is there but cannot be read, and why."""
    return File(name, size, lambda most: b"", fault)


def without_version(stem: str) -> str:
    """The stem as the student named it: `softmax-1` and `softmax (1)` were `softmax`."""
    return _VERSION.sub("", stem)


def size_in_words(size: int) -> str:
    return f"{size / MIB:g} MiB" if size >= MIB else f"{size / 1024:g} KiB"
