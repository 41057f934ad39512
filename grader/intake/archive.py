"""Which files are in a zip, safely?  Nothing is written, and nothing is read beyond its bounds."""

import re
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

from grader.intake import zipformat
from grader.intake.files import MIB, File, UnreadableFile, unreadable
from grader.intake.folder import UnusableInput
from grader.intake.paths import ignored, refusal
from grader.intake.zipformat import Bytes, DamagedZip, Entry

_LINK_OR_DEVICE = {0o1, 0o2, 0o6, 0o12, 0o14}
_LOCAL_HEAD = 30
_RATIO = 200
_RATIO_FROM = MIB
LARGEST_INNER = 20 * MIB
MOST_INNER = 500  # so that one student cannot spend everybody's budget


@dataclass
class Budget:
    """What an upload may cost: the number of entries and their size when unpacked."""

    entries: int = 20_000
    size: int = 1 << 30

    def spend(self, entries: list[Entry]) -> None:
        """Raises DamagedZip, and spends nothing, for what is too much."""
        size = sum(entry.size for entry in entries)
        if len(entries) > self.entries:
            raise DamagedZip("it has more entries than an upload may have")
        if size > self.size:
            raise DamagedZip("its files are too large when unpacked")
        self.entries, self.size = self.entries - len(entries), self.size - size


def archive_files(path: Path, budget: Budget) -> tuple[list[File], list[str]]:
    """The files in a zip and notes on what was left out.  Raises UnusableInput."""

    def read(offset: int, length: int) -> bytes:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    try:
        return listed(read, path.stat().st_size, budget)
    except DamagedZip as error:
        raise UnusableInput(f"{path.name} cannot be used: {error}.") from error
    except OSError as error:
        raise UnusableInput(f"{path} cannot be read: {error.strerror}.") from error


def listed(
    read: Bytes, size: int, budget: Budget, most: int = 20_000
) -> tuple[list[File], list[str]]:
    """The files of an archive and notes.  Raises DamagedZip if it is refused as a whole."""
    entries = list(zipformat.table(read, size, most))
    budget.spend(entries)
    _refuse_shared_bytes(entries, size)
    files: dict[str, File] = {}
    notes: list[str] = []
    for entry in entries:
        name, sure = _name(entry)
        reason = refusal(name) or _kind_refused(entry)
        if reason:
            notes.append(f"{name[:200]!r} {reason} and was left out.")
        elif not name.endswith("/") and not ignored(name):
            notes += [] if sure else [_MISREAD.format(name=name)]
            notes += [_TWICE.format(name=name)] if name in files else []
            files[name] = _file(name, entry, read)
    return sorted(files.values(), key=lambda file: file.name), notes


_MISREAD = "The name of {name} may be misread: the archive does not say how to read it."
_TWICE = "{name} is twice in the archive; the later one counts."


def _refuse_shared_bytes(entries: list[Entry], size: int) -> None:
    """Two entries on the same bytes make a small file unpack without end."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset < end:
            raise DamagedZip("its entries overlap")
        end = entry.offset + _LOCAL_HEAD + len(entry.raw_name) + entry.packed
    if end > size:
        raise DamagedZip("a part of it is missing")


def _name(entry: Entry) -> tuple[str, bool]:
    """The name, and whether its encoding is certain."""
    text, sure = _decoded_name(entry)
    return re.sub("/+", "/", text.replace("\\", "/")).removeprefix("./"), sure


def _decoded_name(entry: Entry) -> tuple[str, bool]:
    # Tools note names beyond ASCII in a field of their own, bound to the name by its checksum.
    for kind, content in zipformat.fields(entry.extra):
        crc = int.from_bytes(content[1:5], "little")
        if kind == 0x7075 and content[:1] == b"\x01" and crc == zlib.crc32(entry.raw_name):
            return content[5:].decode("utf-8", "replace"), True
    try:
        return entry.raw_name.decode(), True
    except UnicodeDecodeError:
        return entry.raw_name.decode("cp437"), False


def _kind_refused(entry: Entry) -> str:
    return "is a link or a device" if entry.unix_type in _LINK_OR_DEVICE else ""


def _file(name: str, entry: Entry, read: Bytes) -> File:
    if entry.flags & zipformat.ENCRYPTED:
        return unreadable(name, entry.size, "The file is encrypted; hand it in without a password.")
    if entry.method not in (zipformat.STORED, zipformat.DEFLATED):
        return unreadable(name, entry.size, "The file is packed in an unusual way; use plain zip.")
    if entry.size > _RATIO_FROM and entry.size > _RATIO * entry.packed:
        return unreadable(name, entry.size, "The file is packed suspiciously tightly.")

    def content(most: int) -> bytes:
        try:
            # A deflated file is hardly larger than its content, whatever the archive says.
            return zipformat.member(read, replace(entry, packed=min(entry.packed, 2 * most)))
        except (DamagedZip, OSError) as error:
            raise UnreadableFile(f"It cannot be unpacked: {error}.") from error

    return File(name, entry.size, content)


def expanded(file: File, budget: Budget) -> tuple[list[File], list[str]]:
    """The files in a zip that was handed in; the zip itself, unreadable, if it cannot be used."""

    # Read anew each time: a class's archives do not fit in memory together.
    def read(offset: int, length: int) -> bytes:
        return file.read(LARGEST_INNER)[offset : offset + length]

    try:
        files, notes = listed(read, file.size, budget, MOST_INNER)
    except (DamagedZip, UnreadableFile) as error:
        reason = str(error).rstrip(".")
        return [unreadable(file.name, file.size, f"The zip cannot be used: {reason}.")], []
    inner = [replace(f, name=f"{file.name}/{f.name}") for f in files]
    return inner, [f"{file.name}: {note}" for note in notes]
