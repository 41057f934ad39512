"""How is a zip file laid out?  Its table of contents and its members, read within given bounds.

The standard library's reader trusts the table: it accepts entries that share their bytes, and
reads a table of any length.  Ours takes both as data, and keeps no file open between reads.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Reads that many bytes at an offset; fewer at the end.
Bytes = Callable[[int, int], bytes]

STORED, DEFLATED = 0, 8
ENCRYPTED, UTF8 = 0x1, 0x800

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 0xFFFF
_BY_ZIP64 = 0xFFFFFFFF


class DamagedZip(ValueError):
    """This is not a zip file, or it is damaged or dishonest; the text says in what way."""


@dataclass(frozen=True)
class Entry:
    """A line of the table: the raw name, sizes as declared, and where the member begins."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    attributes: int
    offset: int
    extra: bytes

    @property
    def unix_type(self) -> int:
        """The kind of file as Unix notes it (0o12 for a link); 0 where it is not noted."""
        return self.attributes >> 28


def table(read: Bytes, size: int, most: int) -> Iterator[Entry]:
    """The entries of an archive of `size` bytes.  Raises DamagedZip, also for more than `most`."""
    start, length = _table_place(read, size)
    if start + length > size:
        raise DamagedZip("a part of it is missing")
    if length > most * (_CENTRAL.size + 1024):
        raise DamagedZip(f"its table of contents is too long for {most:,} entries")
    content = read(start, length)
    at = count = 0
    while at + _CENTRAL.size <= len(content) and content[at : at + 4] == b"PK\x01\x02":
        count += 1
        if count > most:
            raise DamagedZip(f"it has more than {most:,} entries")
        entry, at = _entry(content, at)
        yield entry
    if at != length:
        raise DamagedZip("its table of contents is damaged")


def _table_place(read: Bytes, size: int) -> tuple[int, int]:
    """Where the table begins and how long it is."""
    tail_at = max(0, size - _END.size - _LONGEST_COMMENT)
    tail = read(tail_at, size - tail_at)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise DamagedZip("it is not a zip file, or its end is missing")
    _, _, _, _, _, length, start, _ = _END.unpack_from(tail, at)
    if _BY_ZIP64 in (length, start):
        return _table_place_64(read, tail_at + at - _LOCATOR.size)
    return start, length


def _table_place_64(read: Bytes, at: int) -> tuple[int, int]:
    locator = read(max(at, 0), _LOCATOR.size)
    if len(locator) < _LOCATOR.size or locator[:4] != b"PK\x06\x07":
        raise DamagedZip("its end is damaged")
    end = read(min(_LOCATOR.unpack(locator)[2], at), _END64.size)
    if len(end) < _END64.size or end[:4] != b"PK\x06\x06":
        raise DamagedZip("its end is damaged")
    return _END64.unpack(end)[9], _END64.unpack(end)[8]


def _entry(content: bytes, at: int) -> tuple[Entry, int]:
    values = _CENTRAL.unpack_from(content, at)
    flags, method, crc, packed, size = values[3], values[4], values[7], values[8], values[9]
    name_length, extra_length, comment_length = values[10:13]
    attributes, offset = values[15], values[16]
    at += _CENTRAL.size
    name = content[at : at + name_length]
    extra = content[at + name_length : at + name_length + extra_length]
    size, packed, offset = _wide(extra, size, packed, offset)
    entry = Entry(name, flags, method, crc, packed, size, attributes, offset, extra)
    return entry, at + name_length + extra_length + comment_length


def fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of an entry, as far as they can be read."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        yield kind, extra[4 : 4 + length]
        extra = extra[4 + length :]


def _wide(extra: bytes, *values: int) -> list[int]:
    """The values, those that do not fit in 32 bits from their extra field."""
    wide = next((content for kind, content in fields(extra) if kind == 1), b"")
    numbers = iter(struct.unpack_from(f"<{len(wide) // 8}Q", wide))
    return [next(numbers, value) if value == _BY_ZIP64 else value for value in values]


def member(read: Bytes, entry: Entry) -> bytes:
    """The content of an entry, of exactly the declared size.  Raises DamagedZip."""
    head = read(entry.offset, _LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        raise DamagedZip("the file is not where the archive says")
    name_length, extra_length = _LOCAL.unpack(head)[9:11]
    packed = read(entry.offset + _LOCAL.size + name_length + extra_length, entry.packed)
    content = packed if entry.method == STORED else _inflated(packed, entry.size)
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise DamagedZip("the file is damaged in the archive")
    return content


def _inflated(packed: bytes, size: int) -> bytes:
    try:
        # One byte more than declared shows that the declaration is wrong.
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
    except zlib.error as error:
        raise DamagedZip("the file is damaged in the archive") from error
