"""Which calls are made for an exercise, and what does the reference return?  Computed once."""

import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core import local
from grader.core.exercise import Case
from grader.core.run import Call, CallResult, Returned

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

TWICE, FLOAT32, STRIDED = "twice", "float32", "strided"
STANDARD = (TWICE, FLOAT32, STRIDED)


@dataclass(frozen=True)
class Sheet:
    """The cases of an exercise laid out as calls, with what the reference returns on each.

    `spans[i]` are the calls of case i; `standard` maps the name of a standard check to its call.
    `names` are the names of the arguments.
    """

    cases: tuple[Case, ...]
    calls: tuple[Call, ...]
    spans: tuple[range, ...]
    standard: dict[str, int]
    expected: tuple[CallResult, ...]

    @property
    def plain_calls(self) -> tuple[Call, ...]:
        """The calls of the cases, without those of the standard checks."""
        return self.calls[: self.spans[-1].stop]


_sheets: "weakref.WeakKeyDictionary[Code, dict[int, Sheet]]" = weakref.WeakKeyDictionary()


def sheet_of(exercise: "Code", seed: int = 0) -> Sheet:
    """The sheet of an exercise; `seed` chooses the random numbers of its cases (0 for marks)."""
    sheets = _sheets.setdefault(exercise, {})
    if seed not in sheets:
        sheets[seed] = _sheet(exercise, seed)
    return sheets[seed]


def _sheet(exercise: "Code", seed: int) -> Sheet:
    cases = tuple(exercise.cases(np.random.default_rng(seed)))
    calls: list[Call] = []
    spans = []
    for case in cases:
        start = len(calls)
        calls += [Call(args) for args in (case.args, *case.more)]
        spans.append(range(start, len(calls)))
    standard = {}
    for name, call in _standard_calls(cases[0].args):
        if name in exercise.standard:
            standard[name] = len(calls)
            calls.append(call)
    expected = local.sample(exercise.reference, calls, exercise.driver)
    return Sheet(cases, tuple(calls), tuple(spans), standard, expected)


def _standard_calls(args: tuple[Any, ...]) -> Iterator[tuple[str, Call]]:
    yield TWICE, Call(args)
    yield FLOAT32, Call(local.single(args))
    yield STRIDED, Call(args, strided=True)


def value_of(result: CallResult) -> Any:
    """What a call of our own returned.  A reference that raises is an error of the exercise."""
    if isinstance(result, Returned):
        return result.value
    raise ValueError(f"the reference fails: {result}")
