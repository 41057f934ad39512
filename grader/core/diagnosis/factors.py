"""Is an output the right one times a factor, and where does the factor come from?"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core.compare import FUNCTION, numeric
from grader.core.diagnosis.readings import quotients, readings
from grader.core.diagnosis.sizes import sizes
from grader.core.run import CallResult, Returned
from grader.core.sheet import sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code


def factor_of(exercise: "Code", sample: Sequence[CallResult], name: str) -> str:
    """A sentence such as `dW is N times too large.`; empty if no one factor explains the output."""
    sheet = sheet_of(exercise)
    factors, where = [], []
    for index, result in zip(sheet.probes, sample, strict=False):
        expected = sheet.expected[index]
        pair = [output(exercise, r, name) for r in (expected, result)]
        if pair[0] is None or pair[1] is None:
            return ""
        factor = _ratio(pair[0], pair[1])
        if factor is None:
            return ""
        if factor:
            factors.append(factor)
            where.append(sizes(exercise, sheet.calls[index].args))
    return _sentence(exercise.called(name), factors, where) if len(factors) > 1 else ""


def output(exercise: "Code", result: CallResult, name: str) -> np.ndarray | None:
    """One output of a call as an array; None if there is no such thing."""
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
    letters = set.intersection(*map(set, where))
    for reading in (*readings(letters), *quotients(letters)):
        if np.allclose(factors, [reading.value(known) for known in where], rtol=1e-6):
            return f"{name} {reading.words}."
    return ""
