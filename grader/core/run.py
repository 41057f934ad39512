"""What is asked of a student's function, and what came back: plain data, no process, no file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Seeded:
    """An argument that is a numpy Generator: `default_rng(seed)`, built where the function runs."""

    seed: int | tuple[int, ...]


@dataclass(frozen=True)
class Expression:
    """An argument that is a function, sent as our own source: `lambda w: float((w * w).sum())`."""

    source: str


@dataclass(frozen=True, eq=False)
class Call:
    """One call of the student's function.

    `args` holds None, bool, int, float, str, numpy arrays, `Seeded`, `Expression`, and tuples,
    lists and dicts of these.  `strided` asks for every array as a non-contiguous view.
    Two calls are equal only if they are the same: arrays have no hash.
    """

    args: tuple[Any, ...]
    strided: bool = False


@dataclass(frozen=True)
class Job:
    """A program, the function to call in it, and the calls; all run in one process, in order.

    `driver` is our own source of a function that receives the student's function and then the
    arguments of the call, for exercises that need more than one plain call.
    `seconds` is CPU time for the whole job; `memory_mib` is what it may allocate.
    """

    source: str
    function: str
    calls: tuple[Call, ...]
    driver: str | None = None
    seconds: float = 2.0
    memory_mib: int = 512


@dataclass(frozen=True)
class Returned:
    """A call returned `value`: None, bool, int, float, complex, str, a plain ndarray, or tuples,
    lists and dicts of these.  `changed` names the arguments (by position) whose content differs
    after the call, as the student's process reports it.
    """

    value: Any
    changed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Raised:
    """A call raised. `line` and `text` are the student's own line, if the error passed one."""

    type: str
    message: str
    line: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Unreturnable:
    """A call returned something that is not data; `what` names it ("a generator")."""

    what: str


CallResult = Returned | Raised | Unreturnable

FINISHED = "finished"  # every call has a result
SYNTAX = "syntax"  # the program cannot be compiled
NO_FUNCTION = "no_function"  # the program defines no such function
RAISED = "raised"  # the program raised before any call
TIME = "time"  # CPU or wall time ran out
MEMORY = "memory"  # ended by the memory limit
CRASHED = "crashed"  # ended by a signal
EXITED = "exited"  # left on its own
OUTPUT = "output"  # printed or returned far too much
GARBLED = "garbled"  # what came back is not in our format
UNAVAILABLE = "unavailable"  # our own fault: no sandbox, retried and failed

STATUSES = (
    FINISHED, SYNTAX, NO_FUNCTION, RAISED, TIME, MEMORY, CRASHED, EXITED, OUTPUT, GARBLED,
    UNAVAILABLE,
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What a job came to.

    `results` holds one entry for each call that ended, in order; it is shorter than the calls when
    the run broke off.  `output` is what the program printed, cut to a limit and cleaned.
    `message`, `line` and `text` say for the student what stopped the whole run.  `seconds` is the
    CPU time that the kernel counted; `level` the isolation under which it ran.
    """

    status: str
    results: tuple[CallResult, ...] = ()
    output: str = ""
    message: str = ""
    line: int | None = None
    text: str = ""
    seconds: float = 0.0
    level: str = ""


Run = Callable[[Job], Outcome]
