"""Is an output the right one times a factor, and where does the factor come from?"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core.compare import FUNCTION, numeric
from grader.core.diagnosis.sizes import sizes
from grader.core.run import CallResult, Returned
from grader.core.sheet import sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

SIMPLE = (-1.0, 2.0, 0.5, -2.0, -0.5, 3.0, 4.0, 0.25)


def factor_of(exercise: "Code", sample: Sequence[CallResult], name: str) -> str:
    """A sentence such as `dW is N times too large.`; empty if no one factor explains the output."""
    sheet = sheet_of(exercise)
    factors, where = [], []
    for index, result in zip(sheet.probes, sample, strict=False):
        expected = sheet.expected[index]
        pair = [_output(exercise, r, name) for r in (expected, result)]
        if pair[0] is None or pair[1] is None:
            return ""
        factor = _ratio(pair[0], pair[1])
        if factor is None:
            return ""
        if factor:
            factors.append(factor)
            where.append(sizes(exercise, sheet.calls[index].args))
    return _sentence(name, factors, where) if len(factors) > 1 else ""


def _output(exercise: "Code", result: CallResult, name: str) -> np.ndarray | None:
    if not isinstance(result, Returned):
        return None
    value: Any = result.value
    if len(exercise.returns) > 1:
        if not isinstance(value, tuple | list) or len(value) != len(exercise.returns):
            return None
        value = value[exercise.returns.index(name)]
    return numeric(value)


def _ratio(expected: np.ndarray, observed: np.ndarray) -> float | None:
    """The factor between two arrays; 0 if both vanish; None if there is no such factor."""
    if expected.shape != observed.shape or not np.isfinite(observed).all():
        return None
    square = float(np.sum(expected * expected))
    if not square:
        return None if observed.any() else 0.0
    factor = float(np.sum(expected * observed)) / square
    gap = np.max(np.abs(observed - factor * expected))
    return factor if gap <= FUNCTION.of(observed) and factor else None


def _sentence(name: str, factors: list[float], where: list[Mapping[str, int]]) -> str:
    for number in SIMPLE:
        if np.allclose(factors, number, rtol=1e-6):
            return _simple(name, number)
    letters = set.intersection(*(set(sizes) for sizes in where)) if where else set()
    readings: list[tuple[str, Callable[[Mapping[str, int]], float]]] = []
    for letter in sorted(letters, key=lambda a: (a != "N", a)):
        readings.append((f"{letter} times too large", lambda s, a=letter: s[a]))
        readings.append((f"{letter} times too small", lambda s, a=letter: 1 / s[a]))
    for words, reading in readings:
        if np.allclose(factors, [reading(sizes) for sizes in where], rtol=1e-6):
            return f"{name} is {words}."
    return ""


def _simple(name: str, number: float) -> str:
    if number == -1.0:
        return f"{name} has the wrong sign."
    if number < 0:
        return f"{name} is the right one times {number:g}."
    return f"{name} is {f'{number:g} times' if number > 1 else f'{1 / number:g} times'} too " + (
        "large." if number > 1 else "small."
    )
