"""How do values cross between processes?  JSON for structure, raw bytes for arrays, no pickle."""

import json
import math
import struct
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.core.run import Expression, Seeded

READY = b"+"  # stands before all frames: the walls are up and the job is read
MAGIC = b"CHN1"
HEAD = struct.Struct("<4sIQ")
DTYPES = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
NAMES = {np.dtype(name).newbyteorder("<").str: name for name in DTYPES}
HEADER_LIMIT = 256 * 1024
HEADERS_LIMIT = 1024 * 1024  # of all headers of a run together
SOURCE_LIMIT = HEADER_LIMIT // 2  # of a program; the rest of a job's header is for its calls
BLOB_LIMIT = 64 * 1024 * 1024
NODES = 20_000
DEPTH = 16
DIMENSIONS = 16
EMPTY = 1024 * 1024  # sides of an array without entries, multiplied: its lists must be small too
DIGITS = 4096  # of an integer in hexadecimal
KEYS = 1 << 60  # integers below are hashes of their own; thousands of others may share one


class Malformed(ValueError):
    """What came through a pipe is not in our format."""


class Unsendable(TypeError):
    """A value that is not data; the text says in words what it is."""


class Packer:
    """Turns values into a specification (for JSON) and a blob of array bytes."""

    def __init__(self) -> None:
        self._blob: list[bytes] = []
        self.size = 0
        self._nodes = 0

    def packed(self, value: Any, depth: int = 0) -> list[Any]:
        self._nodes += 1
        if depth > DEPTH or self._nodes > NODES:
            raise Unsendable("something nested too deeply or with too many parts")
        if isinstance(value, np.ndarray):
            return self._array("a", value)
        if isinstance(value, np.generic):
            return self._array("g", np.asarray(value))
        if isinstance(value, list | tuple):
            tag = "l" if isinstance(value, list) else "t"
            return [tag, [self.packed(item, depth + 1) for item in value]]
        if isinstance(value, dict):
            return ["d", [self._pair(key, item, depth) for key, item in value.items()]]
        return _scalar(value)

    def _pair(self, key: Any, item: Any, depth: int) -> list[Any]:
        if not isinstance(key, str | int):
            raise Unsendable("a dict whose keys are not texts or integers")
        if isinstance(key, int) and abs(key) >= KEYS:
            raise Unsendable("a dict whose keys are huge")
        return [_scalar(key), self.packed(item, depth + 1)]

    def _array(self, tag: str, value: np.ndarray) -> list[Any]:
        array = np.array(value, copy=True, subok=False, order="C")
        if array.dtype.kind in "fc" and array.dtype.itemsize > (
            16 if array.dtype.kind == "c" else 8
        ):
            array = array.astype(complex if array.dtype.kind == "c" else float)
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        name = NAMES.get(array.dtype.str)
        if name is None:
            raise Unsendable(f"an array of type {array.dtype}"[:80])
        if self.size + array.nbytes > BLOB_LIMIT:
            raise Unsendable("more than 64 MiB of numbers")
        if not array.size and _sides(array.shape) > EMPTY:
            raise Unsendable("an empty array with millions of rows")
        spec = [tag, name, list(array.shape), self.size, array.nbytes]
        self._blob.append(array.tobytes())
        self.size += array.nbytes
        return spec

    def frame(self, header: dict[str, Any], most: int = HEADER_LIMIT) -> bytes:
        """A whole frame: this header, and the blob of all that was packed.

        Raises Unsendable for a header of more than `most` bytes.
        """
        text = json.dumps(header, separators=(",", ":")).encode("ascii")
        if len(text) > most:
            raise Unsendable("something with too many parts")
        return HEAD.pack(MAGIC, len(text), self.size) + text + b"".join(self._blob)


def _sides(shape: Sequence[int]) -> int:
    """The sides of an array multiplied, as if none were 0."""
    return math.prod(side or 1 for side in shape)


def _scalar(value: Any) -> list[Any]:
    if value is None:
        return ["n"]
    if isinstance(value, bool):
        return ["b", int(value)]
    if isinstance(value, int):
        text = hex(int(value))
        if len(text) > DIGITS:
            raise Unsendable("an integer with thousands of digits")
        return ["i", text]
    if isinstance(value, float):
        return ["f", float(value).hex()]
    if isinstance(value, complex):
        return ["c", value.real.hex(), value.imag.hex()]
    if isinstance(value, str):
        return ["s", str(value)[:100_000]]
    if isinstance(value, Seeded):
        seed = value.seed
        return ["seed", list(seed) if isinstance(seed, tuple) else seed]
    if isinstance(value, Expression):
        return ["expr", value.source]
    raise Unsendable(in_words(value))


def in_words(value: Any) -> str:
    """What a value is, for the student."""
    kinds = {"function": "a function", "generator": "a generator", "module": "a module"}
    name = type(value).__name__
    return kinds.get(name, f"an object of type {name[:40]}")


def too_long(source: str) -> bool:
    """Whether a program, as it is written into a header, leaves too little room for its calls."""
    return len(source) > SOURCE_LIMIT or len(json.dumps(source)) > SOURCE_LIMIT


def clean(text: str) -> str:
    """A text without lone surrogates, control and direction characters; lines and tabs stay."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))


class Unpacker:
    """Rebuilds values from a specification, believing nothing.

    Raises Malformed for anything that `Packer` would not have written of a program's own results;
    every byte of the blob is used once, in order.
    """

    def __init__(self, blob: memoryview) -> None:
        self._blob = blob
        self._at = 0
        self._nodes = 0

    def value(self, spec: Any, depth: int = 0) -> Any:
        self._nodes += 1
        _require(depth <= DEPTH and self._nodes <= NODES, "too many parts")
        _require(isinstance(spec, list) and spec and isinstance(spec[0], str), "no value")
        tag, rest = spec[0], spec[1:]
        if tag in ("a", "g"):
            array = self._array(rest)
            return array if tag == "a" else array[()]
        if tag in ("l", "t", "d"):
            _require(len(rest) == 1 and isinstance(rest[0], list), "no list")
            return self._container(tag, rest[0], depth)
        return _plain(tag, rest)

    def _container(self, tag: str, items: list[Any], depth: int) -> Any:
        if tag == "d":
            return dict(self._item(pair, depth) for pair in items)
        values = [self.value(item, depth + 1) for item in items]
        return values if tag == "l" else tuple(values)

    def _item(self, pair: Any, depth: int) -> tuple[Any, Any]:
        _require(isinstance(pair, list) and len(pair) == 2, "no pair")
        key = self.value(pair[0], depth + 1)
        _require(isinstance(key, str) or (isinstance(key, int) and abs(key) < KEYS), "no key")
        return key, self.value(pair[1], depth + 1)

    def _array(self, rest: list[Any]) -> np.ndarray:
        _require(len(rest) == 4, "no array")
        name, shape, offset, size = rest
        _require(name in DTYPES, "no type")
        _require(isinstance(shape, list) and len(shape) <= DIMENSIONS, "no shape")
        _require(all(type(n) is int and 0 <= n <= BLOB_LIMIT for n in shape), "no shape")
        _require(type(offset) is int and type(size) is int and offset == self._at, "no place")
        _require(_sides(shape) <= EMPTY or 0 not in shape, "no shape")
        dtype = np.dtype(name).newbyteorder("<")
        _require(size == math.prod(shape) * dtype.itemsize, "no size")
        _require(offset + size <= len(self._blob), "no bytes")
        self._at += size
        array = np.frombuffer(self._blob[offset : offset + size], dtype).reshape(shape).copy()
        # A truth value of any other byte than 0 and 1 confuses numpy.
        return array.view("u1") != 0 if name == "?" else array

    def end(self) -> None:
        _require(self._at == len(self._blob), "bytes are left over")


def _plain(tag: str, rest: list[Any]) -> Any:
    if tag == "n":
        _require(not rest, "no nothing")
        return None
    _require(len(rest) == (2 if tag == "c" else 1), "no value")
    if tag == "b":
        _require(rest[0] in (0, 1) and type(rest[0]) is int, "no truth value")
        return bool(rest[0])
    _require(all(isinstance(item, str) for item in rest), "no text")
    if tag == "s":
        return clean(rest[0])
    try:
        if tag == "i":
            _require(len(rest[0]) <= DIGITS, "too many digits")
            return int(rest[0], 16)
        if tag == "f":
            return float.fromhex(rest[0])
        if tag == "c":
            return complex(float.fromhex(rest[0]), float.fromhex(rest[1]))
    except (ValueError, OverflowError) as error:
        raise Malformed("no number") from error
    raise Malformed("an unknown kind of value")


def _require(condition: Any, what: str) -> None:
    if not condition:
        raise Malformed(what)


def frames(
    data: bytes | bytearray, most: int
) -> tuple[list[tuple[dict[str, Any], memoryview]], bool]:
    """The whole frames at the start of `data`, and whether nothing is left after them.

    A frame that was cut off, by a crash in the middle of writing, is left over; anything that
    cannot be a frame, and more than `most` of them, raises Malformed.
    """
    found, at, read, view = [], 0, 0, memoryview(data)
    while at < len(data):
        if len(data) - at < HEAD.size:
            _require(MAGIC.startswith(bytes(view[at : at + 4])), "no frame")
            return found, False
        magic, length, size = HEAD.unpack_from(data, at)
        read += length
        _require(magic == MAGIC and length <= HEADER_LIMIT and size <= BLOB_LIMIT, "no frame")
        _require(len(found) < most and read <= HEADERS_LIMIT, "too many frames")
        end = at + HEAD.size + length + size
        if end > len(data):
            return found, False
        text = view[at + HEAD.size : at + HEAD.size + length]
        found.append((_header(text), view[at + HEAD.size + length : end]))
        at = end
    return found, True


def _header(text: memoryview) -> dict[str, Any]:
    try:
        header = json.loads(bytes(text))
    except (ValueError, RecursionError) as error:
        raise Malformed("no JSON") from error
    _require(isinstance(header, dict), "no header")
    return header
