"""Which number did the student choose, where a mistake leaves it to them?  Read from the sample.

A probability is kept away from 0 by 1e-12 or by 1e-7, a step of descent is 0.1 or 0.3 long; the
bank holds one of them.  What explains all that does not depend on it is sought as ever; then the
number is solved for, so that one result comes out as it was returned, and all are compared.
"""

import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from grader.core.compare import numeric
from grader.core.diagnosis.bank import Choice
from grader.core.diagnosis.observation import Observation
from grader.core.exercise import Mistake
from grader.core.run import CallResult, Returned

ROUNDS = 12
CLOSE = 1e-6  # how near a number must be to one that people write
FAR = 700.0
SOLVED = 1e-12
DEPENDS = 1e-7
TRIED = 2  # results; next to the number a probability that is as small may hide it in the first
TINY = 1e-3  # what stands in place of 0 is less


def without(sample: Sequence[CallResult], names: Sequence[str], choice: Choice) -> list[CallResult]:
    """The sample without what depends on a number; the same outputs are in single precision.

    A number that is added to a probability shows a little in all calls.
    """

    def changed(name: str, value: Any, call: int) -> Any:
        return _coarse(value, call in choice.calls) if name in choice.outputs else value

    found: list[CallResult] = []
    for i, result in enumerate(sample):
        if isinstance(result, Returned) and len(names) == 1:
            result = Returned(changed(names[0], result.value, i), result.changed)
        elif isinstance(result, Returned) and _as_many(result.value, names):
            pairs = zip(names, result.value, strict=True)
            value = tuple(changed(name, value, i) for name, value in pairs)
            result = Returned(value, result.changed)
        found.append(result)
    return found


def _as_many(value: Any, names: Sequence[str]) -> bool:
    return isinstance(value, tuple | list) and len(value) == len(names)


def _coarse(value: Any, hidden: bool) -> Any:
    if isinstance(value, tuple | list):
        return type(value)(_coarse(item, hidden) for item in value)
    array = numeric(value)
    if array is None:
        return value
    with np.errstate(over="ignore"):
        return np.full(array.shape, np.nan, np.float32) if hidden else array.astype(np.float32)


def solved(
    seen: Observation, others: Sequence[Mistake], choice: Choice
) -> Iterator[tuple[Mistake, ...]]:
    """These and one of the choice, with the number that gives one result as it was returned.

    The first one of the choice stands for all: where most depends on the number they are the same.
    Nothing if no result depends on the number, or if nobody would write the one that is found.
    """
    first = (*others, choice.mistakes[0])
    trials = (_Trial(seen, first, sorted(choice.outputs), call) for call in sorted(choice.calls))
    for trial in itertools.islice(filter(lambda trial: trial.depends, trials), TRIED):
        number = trial.solution()
        if number and (number < TINY or not trial.tiny) and (text := written(number)):
            yield from (_made((*others, one), text) for one in choice.mistakes)
            return


def _made(mistakes: Sequence[Mistake], text: str) -> tuple[Mistake, ...]:
    """These mistakes with the same number in the last one and in all that were written like it."""
    number = mistakes[-1].chosen
    return tuple(m.with_number(text) if m.chosen == number else m for m in mistakes)


class _Trial:
    """One call, computed with one number after the other in the last of these mistakes."""

    def __init__(
        self, seen: Observation, mistakes: Sequence[Mistake], outputs: Sequence[str], call: int
    ) -> None:
        self.bank = seen.bank
        self.mistakes, self.outputs, self.call = mistakes, outputs, call
        self.base = float(mistakes[-1].chosen or 1.0)
        observed = [seen.pieces[name] for name in outputs]
        self.observed = np.concatenate([piece.numbers[piece.call == call] for piece in observed])

    @functools.cached_property
    def _place(self) -> int | None:
        """Where the result depends most on the number; None if it nowhere does."""
        first, second = self._results(self.base), self._results(self.base / math.e)
        if not first.shape == second.shape == self.observed.shape:
            return None
        with np.errstate(invalid="ignore"):
            gap = np.abs(first - second)
        gap[~np.isfinite(gap) | ~np.isfinite(self.observed)] = 0.0
        depends = gap.max(initial=0.0) > DEPENDS * np.abs(self.observed).max(initial=0.0)
        return int(gap.argmax()) if depends else None

    @property
    def depends(self) -> bool:
        return self._place is not None

    @property
    def tiny(self) -> bool:
        """Whether it is a number that stands in the place of 0."""
        return self.base < TINY

    def _results(self, number: float) -> np.ndarray:
        given = self.bank.glance(_made(self.mistakes, repr(number)), self.call)
        if given is None:
            return np.array([])
        return np.concatenate([given[name].numbers for name in self.outputs])

    def solution(self) -> float | None:
        """The number with which the result is the one observed, by secants.

        A result depends on a tiny number by its logarithm, on another one in a straight line.
        """
        place = self._place
        assert place is not None
        wanted = float(self.observed[place])

        def number(x: float) -> float:
            return self.base * (math.exp(x) if self.tiny else 1.0 + x)

        def excess(x: float) -> float:
            found = self._results(number(x))
            return float(found[place]) - wanted if place < len(found) else math.nan

        a, b = 0.0, -0.5
        at_a, at_b = excess(a), excess(b)
        for _ in range(ROUNDS):
            if abs(at_b) <= SOLVED * max(1.0, abs(wanted)):
                return number(b)
            if at_a == at_b or not math.isfinite(at_b):
                return None
            a, b = b, min(max(b - at_b * (b - a) / (at_b - at_a), -FAR), FAR)
            at_a, at_b = at_b, excess(b)
        return None


def written(number: float) -> str | None:
    """A number as a person writes it: three digits, a power of 2 or of e; None if it is none."""
    if not 0.0 < number < 1e3:
        return None
    short = f"{number:.3g}"
    if abs(float(short) / number - 1) < CLOSE:
        return short
    for base, text in ((2.0, "2.0**{}"), (math.e, "np.exp({}.0)")):
        power = math.log(number, base)
        if abs(power - round(power)) < CLOSE:
            return text.format(round(power))
    return None
