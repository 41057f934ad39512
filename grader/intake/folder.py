"""Which files are in a folder?  Links are not followed, special files not opened."""

import os
from collections.abc import Iterator
from pathlib import Path

from grader.intake.files import File, UnreadableFile
from grader.intake.paths import DEEPEST, ignored, shown

MOST_ENTRIES = 200_000


class UnusableInput(ValueError):
    """What is to be graded cannot be read as a whole; the text says why and how to mend it."""


def folder_files(path: Path) -> tuple[list[File], list[str]]:
    """The files below a folder in the order of their names, and notes on what was left out."""
    files: list[File] = []
    notes: list[str] = []
    for found in _walk(path, ""):
        if isinstance(found, str):
            notes.append(found)
            continue
        files.append(found)
        if len(files) > MOST_ENTRIES:
            raise UnusableInput(
                f"{path} holds more than {MOST_ENTRIES:,} files; is it the right one?"
            )
    return sorted(files, key=lambda file: file.name), notes


def _walk(folder: Path, prefix: str) -> Iterator[File | str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield f"{prefix or folder} cannot be read: {error.strerror}."
        return
    for entry in entries:
        name = prefix + shown(entry.name)
        if ignored(entry.name):
            continue
        if entry.is_symlink():
            yield f"{name} is a link and was left out."
        elif entry.is_dir():
            if name.count("/") + 1 >= DEEPEST:
                yield f"{name} lies deeper than {DEEPEST} folders and was left out."
            else:
                yield from _walk(Path(entry.path), f"{name}/")
        elif entry.is_file():
            yield File(name, entry.stat(follow_symlinks=False).st_size, _reader(entry.path))


def _reader(path: str):
    def read(most: int) -> bytes:
        try:
            # Not even a link that has taken the file's place since is followed.
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with open(descriptor, "rb") as file:
                return file.read(most + 1)
        except OSError as error:
            raise UnreadableFile(f"The file cannot be read: {error.strerror}.") from error

    return read
