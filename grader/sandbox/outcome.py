"""What did a run come to?  What came through the pipes, told as an outcome in words."""

import difflib
import signal
from dataclasses import dataclass
from typing import Any

from grader.core.run import (
    CRASHED,
    EXITED,
    FINISHED,
    GARBLED,
    NO_FUNCTION,
    OUTPUT,
    RAISED,
    SYNTAX,
    TIME,
    CallResult,
    Job,
    Outcome,
    Raised,
    Returned,
    Unreturnable,
)
from grader.sandbox.copied import not_python
from grader.sandbox.frames import Malformed, Unpacker, clean, frames

NAMES = 40  # functions of a program among which a near name is looked for
SHOWN = 64 * 1024  # bytes of what was printed that are kept
WORDS = {
    "SIGSEGV": "It read or wrote memory that is not its own (segmentation fault)",
    "SIGABRT": "It aborted",
    "SIGFPE": "An arithmetic fault stopped it",
    "SIGBUS": "A memory fault stopped it",
    "SIGSYS": "It made a forbidden system call",
    "SIGILL": "It ran into an illegal instruction",
    "SIGKILL": "It was killed: it ended itself, or the machine had no memory left",
}
OF_TIME = ("SIGXCPU", "SIGKILL")  # how the kernel ends a run that has used up its time


@dataclass(frozen=True)
class Ended:
    """A run that is over: its frames and prints, why we stopped it, what the kernel counted."""

    frames: bytes | bytearray
    printed: bytes
    stopped: str
    report: dict[str, Any]
    seconds: float


@dataclass(frozen=True)
class Told:
    """What the run itself says: results so far, and the last word if there was one."""

    results: tuple[CallResult, ...]
    last: dict[str, Any] | None = None


def outcome_of(job: Job, ended: Ended) -> Outcome:
    output = clean(ended.printed[:SHOWN].decode("utf-8", "replace"))
    if len(ended.printed) > SHOWN:
        output += "\n… (the rest of the output is left out)"
    seconds = round(float(ended.report.get("seconds", 0.0)), 4)
    try:
        told = _told(job, ended.frames)
        status, message, line, text = _status(job, ended, told)
    except Malformed:
        message = "Your program wrote something of its own where its results are handed back."
        return Outcome(GARBLED, (), output, message, seconds=seconds)
    return Outcome(status, told.results, output, message, line, text, seconds)


def _told(job: Job, data: bytes | bytearray) -> Told:
    """Read the frames.  Raises Malformed for anything that our own code would not send."""
    results: list[CallResult] = []
    for header, blob in frames(data, len(job.calls) + 1)[0]:
        if header.get("k") in ("value", "raised", "bad"):
            index = header.get("i")
            if type(index) is not int or index != len(results) or index >= len(job.calls):
                raise Malformed("a result out of order")
            results.append(_result(job, header, blob))
        else:
            return Told(tuple(results), header)
    return Told(tuple(results))


def _result(job: Job, header: dict[str, Any], blob: memoryview) -> CallResult:
    if header["k"] == "raised":
        return _raised(header)
    if header["k"] == "bad":
        return Unreturnable(_string(header.get("w"))[:200])
    unpacker = Unpacker(blob)
    value = unpacker.value(header.get("v"))
    unpacker.end()
    changed, most = header.get("c"), len(job.calls[header["i"]].args)
    if not isinstance(changed, list) or not all(type(c) is int and 0 <= c < most for c in changed):
        raise Malformed("no positions")
    return Returned(value, tuple(changed[:most]))


def _raised(header: dict[str, Any]) -> Raised:
    return Raised(
        _string(header.get("t"))[:80],
        _string(header.get("m"))[:2000],
        _line(header.get("l")),
        _string(header.get("x"))[:200],
    )


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise Malformed("no text")
    return clean(value)


def _line(value: Any) -> int | None:
    if value is not None and (type(value) is not int or not 0 < value < 10**7):
        raise Malformed("no line")
    return value


def _status(job: Job, ended: Ended, told: Told) -> tuple[str, str, int | None, str]:
    """Status, sentence, line and text of the line."""
    if ended.stopped == "output":
        return OUTPUT, "Your program printed or returned far too much; take prints out.", None, ""
    if ended.stopped == "cancelled":
        return TIME, "You stopped this run.", None, ""
    code = int(ended.report.get("code", 0))
    used_up = ended.report.get("seconds", 0.0) >= job.seconds and _name(-code) in OF_TIME
    if ended.stopped == "time" or used_up:
        return TIME, _too_long(job, told), None, ""
    if told.last is not None:
        return _last_word(job, told)
    if code < 0:
        return CRASHED, f"{_signal(-code)}; it was in {_place(job, told)}.", None, ""
    return EXITED, f"Your program ended itself in {_place(job, told)}; it must return.", None, ""


def _last_word(job: Job, told: Told) -> tuple[str, str, int | None, str]:
    last = told.last or {}
    kind = last.get("k")
    if kind == "done" and len(told.results) == len(job.calls):
        return FINISHED, "", None, ""
    if kind == "syntax":
        message, text = _string(last.get("m"))[:2000], _string(last.get("x"))
        return SYNTAX, not_python(message, text), _line(last.get("l")), text
    if kind == "missing":
        return NO_FUNCTION, _missing(job, last.get("names")), None, ""
    if kind == "import":
        raised = _raised(last)
        message = f"{raised.type}: {raised.message}".rstrip(": ") + "."
        return RAISED, message, raised.line, raised.text
    if kind == "exit":
        return EXITED, "Your program calls exit; take that out, it must return.", None, ""
    return GARBLED, "Your program broke off the hand-over of its results.", None, ""


def _too_long(job: Job, told: Told) -> str:
    return (
        f"Your program ran for more than {job.seconds:g} seconds; it was in {_place(job, told)}. "
        "Look for a loop that does not end, or that does far more than it needs."
    )


def _place(job: Job, told: Told) -> str:
    if len(told.results) < len(job.calls) and told.results:
        return f"call {len(told.results) + 1} of {len(job.calls)}"
    return "its first call, or before" if not told.results else "its last call"


def _signal(number: int) -> str:
    name = _name(number)
    return WORDS.get(name, f"A signal ({name or number}) stopped it")


def _name(number: int) -> str:
    """The name of a signal, where the system knows one."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return ""


def _missing(job: Job, names: Any) -> str:
    message = f"Your program defines no function {job.function}."
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return message
    known = [clean(name[:60]) for name in names[:NAMES]]
    near = difflib.get_close_matches(job.function, known, 1, 0.6)
    return f"{message} Is {near[0]} meant? Give it the name asked for." if near else message
