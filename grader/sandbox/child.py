"""What happens in the process of one run?  Program in, calls, frames out, the end."""

import functools
import io
import json
import linecache
import os
import sys
import traceback
import types
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from grader.core import local
from grader.core.run import Raised
from grader.sandbox.frames import (
    HEADER_LIMIT,
    HEADERS_LIMIT,
    READY,
    Packer,
    Unsendable,
)
from grader.sandbox.jobs import read

NAME = "answer.py"
RESULT, JOB = 3, 4
MESSAGE = 2000
LAST_WORD, NO_ROOM = 64 * 1024, 200  # bytes of headers kept free for these


def prepare() -> None:
    """Do what is the same for every run, ahead of all: its streams, and its random numbers."""
    text = io.TextIOWrapper(
        io.FileIO(1, "w", closefd=False), "utf-8", "backslashreplace", line_buffering=True
    )
    sys.stdout = sys.stderr = text
    sys.stdin = io.StringIO("")
    np.random.seed(0)  # noqa: NPY002 - the same legacy numbers in every run


def main(data: bytes | bytearray) -> NoReturn:
    """Run the job that is written in `data`, and end; never returns."""
    try:
        run = Run(read(data))
        os.write(RESULT, READY)
        run.everything()
    finally:
        sys.stdout.flush()
        os._exit(0)


def taken() -> bytearray:
    """The job as it is written, from the sealed memory behind descriptor 4."""
    size = os.lseek(JOB, 0, os.SEEK_END)
    os.lseek(JOB, 0, os.SEEK_SET)
    data = bytearray()
    while len(data) < size:
        data += os.read(JOB, size - len(data))
    return data


class Run:
    """One program and its calls.  Our own tools are bound before the program can touch them."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.room = HEADERS_LIMIT - LAST_WORD - NO_ROOM * len(job["calls"])
        self.write, self.exit, self.dumps = os.write, os._exit, json.dumps
        self.text = sys.stdout
        linecache.cache[NAME] = (
            len(job["source"]), None, list(io.StringIO(job["source"])), NAME,
        )  # fmt: skip

    def everything(self) -> None:
        function = self.function()
        if self.job["driver"]:
            function = functools.partial(local.compiled(self.job["driver"]), function)
        for index, (args, strided) in enumerate(self.job["calls"]):
            self.call(index, function, args, strided)
        self.send({"k": "done"})

    def function(self) -> Callable[..., Any]:
        """The student's function; the run ends here if there is none."""
        module = types.ModuleType("answer")
        sys.modules["answer"] = module
        try:
            code = compile(self.job["source"], NAME, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            self.end({"k": "syntax", **_syntax(error)})
        try:
            exec(code, module.__dict__)
        except SystemExit as error:
            self.end({"k": "exit", "m": _text(error.code)})
        except BaseException as error:
            self.end({"k": "import", **self.error(error)})
        found = module.__dict__.get(self.job["function"])
        if not callable(found):
            names = [name for name, value in module.__dict__.items() if callable(value)]
            self.end({"k": "missing", "names": [str(name)[:60] for name in names[:40]]})
        return found

    def call(self, index: int, function: Callable[..., Any], args: Any, strided: bool) -> None:
        packer = Packer()
        try:
            given = local.arguments(args, strided)
            # What it returned may still run, or find no memory left, while it is packed.
            spec = packer.packed(function(*given))
            changed = list(local.changed(args, given))
        except Unsendable as error:
            self.send(_bad(index, error))
            return
        except SystemExit as error:
            self.end({"k": "exit", "m": _text(error.code)})
        except BaseException as error:
            self.send({"k": "raised", "i": index, **self.error(error)})
            return
        self.send({"k": "value", "i": index, "v": spec, "c": changed}, packer)

    def error(self, error: BaseException) -> dict[str, Any]:
        """What was raised, and the last line of the student's own that it passed."""
        raised = described(error)
        return {"t": raised.type, "m": raised.message, "l": raised.line, "x": raised.text}

    def send(self, header: dict[str, Any], packer: Packer | None = None) -> None:
        """Hand a frame over; a result for which no room is left is told as one that is no data."""
        packer = packer or Packer()
        most = min(self.room, HEADER_LIMIT) if "i" in header else LAST_WORD
        try:
            frame = packer.frame(header, most)
            self.room -= len(frame) - packer.size
        except Unsendable as error:
            frame = Packer().frame(_bad(header["i"], error))
        data = memoryview(frame)
        while data:
            data = data[self.write(RESULT, data) :]

    def end(self, header: dict[str, Any]) -> NoReturn:
        self.send(header)
        self.text.flush()
        self.exit(0)


def _bad(index: int, error: Unsendable) -> dict[str, Any]:
    return {"k": "bad", "i": index, "w": str(error)[:200]}


def described(error: BaseException) -> Raised:
    line = next(
        (
            frame.lineno
            for frame in reversed(traceback.extract_tb(error.__traceback__))
            if frame.filename == NAME
        ),
        None,
    )
    text = linecache.getline(NAME, line).strip()[:200] if line else ""
    message = _text(error)
    if isinstance(error, ModuleNotFoundError) and error.name:
        message = (
            f"Module '{error.name[:40]}' is not available here; "
            "use numpy and the standard library's mathematics"
        )
    if isinstance(error, MemoryError):
        message = message or "the program needs more memory than it may use"
    return Raised(type(error).__name__[:80], message, line, text)


def _syntax(error: BaseException) -> dict[str, Any]:
    line = getattr(error, "lineno", None)
    text = (getattr(error, "text", "") or "").strip()
    message = getattr(error, "msg", "") or str(error) or type(error).__name__
    return {"m": message[:MESSAGE], "l": line, "x": text[:200]}


def _text(value: object) -> str:
    """str(value), whatever a student's __str__ does."""
    try:
        return str(value)[:MESSAGE]
    except BaseException:  # our own process is ending anyway; the run must be reported
        return "(its message cannot be shown)"
