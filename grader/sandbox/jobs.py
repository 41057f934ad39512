"""How is a job written down for the process that runs it, and how much may that process take?"""

import codecs
import functools
from typing import Any

import numpy as np

from grader.core.run import Call, Expression, Job, Seeded
from grader.sandbox.frames import Packer, clean, frames

MIB = 1024 * 1024
OUTPUT_MOST = MIB
RESULT_MOST = 80 * MIB
UTF8 = codecs.getincrementaldecoder("utf-8")
CALLS_KEPT = 64  # exercises


def written(job: Job) -> bytes:
    """Two frames for the process that runs the job: the calls, then the program."""
    header = {
        "source": clean(job.source.replace("\r\n", "\n").replace("\r", "\n")),
        "function": job.function,
        "driver": job.driver,
    }
    return _written_calls(job.calls) + Packer().frame(header)


@functools.lru_cache(CALLS_KEPT)
def _written_calls(calls: tuple[Call, ...]) -> bytes:
    """The same for everybody who answers an exercise, so written once."""
    packer = Packer()
    return packer.frame({"calls": [packer.packed((call.args, call.strided)) for call in calls]})


def read(data: bytes | bytearray) -> dict[str, Any]:
    """What `written` wrote: program, function, driver, and calls as arguments and `strided`.

    It is believed: only we write jobs.
    """
    ((calls, blob), (program, _)), _ = frames(data, 2)
    return {**program, "calls": [_value(spec, blob) for spec in calls["calls"]]}


def _value(spec: list[Any], blob: memoryview) -> Any:
    """The value of a specification; arrays lie where their bytes are."""
    tag, *rest = spec
    if tag in ("a", "g"):
        name, shape, offset, _ = rest
        array = np.ndarray(shape, "<" + name, blob, offset)
        return array if tag == "a" else array[()]
    if tag == "n":
        return None
    (content,) = rest if tag != "c" else (rest,)
    return _READ[tag](content, blob)


_READ: dict[str, Any] = {
    "t": lambda items, blob: tuple(_value(item, blob) for item in items),
    "l": lambda items, blob: [_value(item, blob) for item in items],
    "d": lambda pairs, blob: {_value(k, blob): _value(v, blob) for k, v in pairs},
    "b": lambda content, _: bool(content),
    "i": lambda content, _: int(content, 16),
    "f": lambda content, _: float.fromhex(content),
    "c": lambda parts, _: complex(*map(float.fromhex, parts)),
    "s": lambda content, _: content,
    "seed": lambda content, _: Seeded(tuple(content) if isinstance(content, list) else content),
    "expr": lambda content, _: Expression(content),
}


def patience(job: Job) -> float:
    """Seconds that a run may take by the clock on the wall, on a machine with more to do."""
    return 3 * job.seconds + 2
