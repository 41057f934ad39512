"""What a program may write where its results are handed back, to be believed or to do harm."""

import json
import struct
from dataclasses import dataclass

import numpy as np


def frame(header, blob=b"", magic=b"CHN1", length=None, size=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    sizes = (len(text) if length is None else length, len(blob) if size is None else size)
    return struct.pack("<4sIQ", magic, *sizes) + text + blob


def returned(spec, blob=b"", **header):
    return frame({"k": "value", "i": 0, "v": spec, "c": []} | header, blob)


def array(dtype, shape, offset, size):
    return returned(["a", dtype, shape, offset, size], bytes(72))


@dataclass(frozen=True)
class Forged:
    """`unit` is written `times` times."""

    name: str
    unit: bytes
    times: int = 1

    def __str__(self):
        return self.name.replace(" ", "-")


DEEP = b'{"k":"value","i":0,"v":' + b"[" * 5000
MANY = [["n"]] * 30_000
FORGED = [
    Forged("noise", b"x" * 100),
    Forged("noise behind our name", b"CHN1" + b"\xff" * 100),
    Forged("a verdict", frame({"k": "verdict", "points": 10})),
    Forged("an end without results", frame({"k": "done"})),
    Forged("no kind", frame({})),
    Forged("a list for a header", frame([1])),
    Forged("broken JSON", frame(b"{")),
    Forged("deep JSON", frame(DEEP)),
    Forged("a number of a million digits", frame(b'{"k":' + b"9" * 200_000 + b"}")),
    Forged("a header of a gigabyte", frame({}, length=1 << 30)),
    Forged("a body of an exabyte", frame({}, size=1 << 60)),
    Forged("a million small headers", frame({"k": "value"}), 2_000_000),
    Forged("a million results", returned(["n"]), 1_000_000),
    Forged("a result out of order", returned(["n"], i=5)),
    Forged("a result twice", returned(["n"]), 2),
    Forged("a negative result", returned(["n"], i=-1)),
    Forged("a result at a fraction", returned(["n"], i=0.0)),
    Forged("a result at a truth value", returned(["n"], i=False)),
    Forged("a result at a text", returned(["n"], i="0")),
    Forged("no value", returned([])),
    Forged("an unknown value", returned(["pickle", "x"])),
    Forged("our own expression", returned(["expr", "__import__('os').getpid()"])),
    Forged("our own generator", returned(["seed", 1])),
    Forged("an array of objects", array("O", [9], 0, 72)),
    Forged("an array of a made up type", array("f8,O", [9], 0, 72)),
    Forged("an array without a type", array(["f8"], [9], 0, 72)),
    Forged("an array beyond its bytes", array("f8", [90], 0, 720)),
    Forged("an array of another size", array("f8", [9], 0, 8)),
    Forged("an array from the middle", array("f8", [8], 8, 64)),
    Forged("an array from before", array("f8", [9], -72, 72)),
    Forged("an array with a negative side", array("f8", [-9], 0, 72)),
    Forged("an array with a broken side", array("f8", [9.0], 0, 72)),
    Forged("an array of seventeen sides", array("u1", [1] * 17, 0, 1)),
    Forged("bytes left over", array("f8", [1], 0, 8)),
    Forged("an empty array of astronomic sides", returned(["a", "f8", [0, *[1 << 26] * 3], 0, 0])),
    Forged("an empty array of endless rows", returned(["a", "f8", [1 << 26, 0], 0, 0])),
    Forged("one body for many arrays", returned(["l", [["a", "u1", [72], 0, 72]] * 99], bytes(72))),
    Forged("more parts than we send", returned(["l", MANY])),
    Forged("a list that is none", returned(["l", 7])),
    Forged("an integer that is none", returned(["i", "0xzz"])),
    Forged("an integer of a megabit", returned(["i", "0x" + "f" * 200_000])),
    Forged("a float that is none", returned(["f", "one"])),
    Forged("a float beyond all", returned(["f", "0x1p99999999999"])),
    Forged("a truth value that is neither", returned(["b", 2])),
    Forged("a text that is none", returned(["s", 7])),
    Forged("a dict without keys", returned(["d", [[["n"], ["n"]]]])),
    Forged("a dict whose keys may share one hash", returned(["d", [[["i", hex(1 << 61)], ["n"]]]])),
    Forged("a dict of single items", returned(["d", [[["s", "a"]]]])),
    Forged("a change to no argument", returned(["n"], c=[9])),
    Forged("a change at a truth value", returned(["n"], c=[False])),
    Forged("no changes", returned(["n"], c=None)),
    Forged("an error without a text", frame({"k": "raised", "i": 0, "t": 1, "m": "", "x": ""})),
    Forged("an error at a negative line", frame(
        {"k": "raised", "i": 0, "t": "E", "m": "", "l": -1, "x": ""}
    )),
    Forged("a syntax error without a text", frame({"k": "syntax", "m": 7})),
    Forged("a syntax error nowhere", frame({"k": "syntax", "m": "", "l": "<b>", "x": ""})),
    Forged("an error before any call, of no type", frame({"k": "import"})),
]  # fmt: skip


def believed(data):
    """What a reader without any check of its own makes of it.  Raises whatever it may."""
    found, at = [], 0
    while at < len(data) and len(found) < 10_000:
        _, length, size = struct.unpack_from("<4sIQ", data, at)
        header = json.loads(data[at + 16 : at + 16 + length])
        at += 16 + length + size
        spec = header.get("v", [header])
        if spec[0] == "a":
            blob = data[at - size : at]
            found.append(np.frombuffer(blob, spec[1], offset=spec[3]).reshape(spec[2]))
        else:
            found.append(header)
    return found
