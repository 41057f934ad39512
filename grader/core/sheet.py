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
PROOF = 6  # calls with other random numbers, at most


@dataclass(frozen=True)
class Sheet:
    """The cases of an exercise laid out as calls, with what the reference returns on each.

    `spans[i]` are the calls of case i; `standard` maps the name of a standard check to its call;
    `proof` are calls with other random numbers, which an explanation must reproduce as well.
    """

    cases: tuple[Case, ...]
    calls: tuple[Call, ...]
    spans: tuple[range, ...]
    standard: dict[str, int]
    proof: range
    expected: tuple[CallResult, ...]

    @property
    def probes(self) -> tuple[int, ...]:
        """The calls that the diagnosis looks at: those of the cases, and the proof."""
        return (*range(self.spans[-1].stop), *self.proof)

    @property
    def probe_calls(self) -> tuple[Call, ...]:
        return tuple(self.calls[i] for i in self.probes)


_sheets: "weakref.WeakKeyDictionary[Code, Sheet]" = weakref.WeakKeyDictionary()


def sheet_of(exercise: "Code") -> Sheet:
    if exercise not in _sheets:
        _sheets[exercise] = _sheet(exercise)
    return _sheets[exercise]


def _sheet(exercise: "Code") -> Sheet:
    cases = tuple(exercise.cases(np.random.default_rng(0)))
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
    again = exercise.cases(np.random.default_rng(1))[:PROOF]
    proof = range(len(calls), len(calls) + len(again))
    calls += [Call(case.args) for case in again]
    expected = local.sample(exercise.reference, calls, exercise.driver)
    return Sheet(cases, tuple(calls), tuple(spans), standard, proof, expected)


def _standard_calls(args: tuple[Any, ...]) -> Iterator[tuple[str, Call]]:
    yield TWICE, Call(args)
    yield FLOAT32, Call(local.single(args))
    yield STRIDED, Call(args, strided=True)


def value_of(result: CallResult) -> Any:
    """What a call of our own returned.  A reference that raises is an error of the exercise."""
    if isinstance(result, Returned):
        return result.value
    raise ValueError(f"the reference fails: {result}")
