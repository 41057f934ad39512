"""How does each case of a sample compare with what is expected?  Output by output."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core.compare import (
    FUNCTION,
    MISSHAPEN,
    SAME,
    Comparison,
    Difference,
    Tolerance,
    aligned,
    compared,
    kind_of,
)
from grader.core.exercise import Case
from grader.core.run import CallResult, Raised, Returned, Unreturnable
from grader.core.sheet import Sheet, value_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

ALL = "all"  # the key under which a view, or a failed call, is compared
DIFFERENCE = "The difference between two calls of your function, named by the case, is not right."
PROPERTY = "What the case names does not hold of your result."
NOT_REACHED = "This case was not reached."
# What a view may come upon in results of a student's: labels that are no integers, no numbers …
FAILS = (TypeError, ValueError, IndexError, KeyError, AttributeError, ArithmeticError, MemoryError)


@dataclass(frozen=True)
class Seen:
    """One case compared: a comparison for each output, or one under ALL."""

    case: Case
    outputs: Mapping[str, Comparison] = field(default_factory=dict)

    def fault(self, outputs: Sequence[str]) -> str:
        """What is wrong with the values of these outputs in this case; empty if nothing is."""
        for name in (ALL, *outputs):
            difference = self.outputs.get(name, SAME).values
            if difference:
                return f"{difference.message} (case: {self.case.name})"
        return ""

    def form(self) -> str:
        return next((c.form for c in self.outputs.values() if c.form), "")


def seen(exercise: "Code", sheet: Sheet, sample: Sequence[CallResult]) -> list[Seen]:
    """Every case of the sheet, compared.  The sample may be shorter than the calls."""
    return [
        Seen(case, _case(exercise, case, sheet.expected[span.start : span.stop],
                         sample[span.start : span.stop]))
        for case, span in zip(sheet.cases, sheet.spans, strict=True)
    ]  # fmt: skip


def _case(
    exercise: "Code", case: Case, expected: Sequence[CallResult], observed: Sequence[CallResult]
) -> Mapping[str, Comparison]:
    if len(observed) < len(expected):
        return _failed(NOT_REACHED)
    for result in observed:
        if not isinstance(result, Returned):
            return _failed(failure(result))
    tolerance = Tolerance(case.rtol, FUNCTION.abs) if case.rtol else FUNCTION
    if case.view is None:
        return outputs(exercise, value_of(expected[0]), value_of(observed[0]), tolerance)
    return {ALL: _viewed(exercise, case, expected, observed, tolerance)}


def _failed(message: str, kind: str = "raised") -> Mapping[str, Comparison]:
    return {ALL: Comparison(Difference(kind, message))}


def failure(result: CallResult) -> str:
    """Why a call has no value, for the student."""
    if isinstance(result, Raised):
        where = f" in line {result.line}" if result.line else ""
        return f"It raised {result.type}{where}: {result.message}".rstrip(": ") + "."
    what = result.what if isinstance(result, Unreturnable) else "something"
    return f"It returned {what}; return numbers and numpy arrays."


def _viewed(
    exercise: "Code",
    case: Case,
    expected: Sequence[CallResult],
    observed: Sequence[CallResult],
    tolerance: Tolerance,
) -> Comparison:
    view = case.view
    assert view is not None
    right = [value_of(result) for result in expected]
    got = [aligned(a, value_of(r)) for a, r in zip(right, observed, strict=True)]
    if any(value is MISSHAPEN for value in got):
        return _misshapen(exercise, right, observed, tolerance)
    try:
        with np.errstate(all="ignore"):
            fault = compared(case.name, view(*right), view(*got), tolerance).values
    except FAILS:
        return Comparison(Difference("type", "The results are not of the kind asked for."))
    return (
        Comparison(Difference(fault.kind, DIFFERENCE if case.more else PROPERTY)) if fault else SAME
    )


def _misshapen(
    exercise: "Code", right: Sequence[Any], observed: Sequence[CallResult], tolerance: Tolerance
) -> Comparison:
    """What is wrong with the form of the results of several calls."""
    for expected, result in zip(right, observed, strict=True):
        for one in outputs(exercise, expected, value_of(result), tolerance).values():
            if one.values and one.values.kind in ("count", "type", "shape", "order"):
                return one
    return Comparison(Difference("shape", "The results do not have the form asked for."))


def outputs(
    exercise: "Code", expected: Any, observed: Any, tolerance: Tolerance
) -> Mapping[str, Comparison]:
    """Every named result compared; under ALL if it is not the right number of results."""
    names = exercise.returns
    if len(names) == 1:
        return {names[0]: _alone(exercise.called(names[0]), expected, observed, tolerance)}
    if not isinstance(observed, tuple | list) or len(observed) != len(names):
        several = isinstance(observed, tuple | list)
        got = _counted(len(observed)) if several else kind_of(observed)
        message = f"Your function returns {got}; it should return {', '.join(names)}."
        return _failed(message, "count")
    found = {
        name: compared(name, a, x, tolerance)
        for name, a, x in zip(names, expected, observed, strict=True)
    }
    wrong = [i for i, name in enumerate(names) if found[name].values]
    if not _reordered([(names[i], expected[i], observed[i]) for i in wrong]):
        return found
    said = Difference("order", f"Your results come in another order than {', '.join(names)}.")
    return {**found, **{names[i]: Comparison(said) for i in wrong}}


def _counted(results: int) -> str:
    return f"{results} result{'s' * (results != 1)}"


def _reordered(wrong: Sequence[tuple[str, Any, Any]]) -> bool:
    """Whether these results, none of which is right, would all be right in another order."""
    left = [observed for _, _, observed in wrong]
    for name, expected, _ in wrong:
        fits = [i for i, x in enumerate(left) if not compared(name, expected, x).values]
        if not fits:
            return False
        del left[fits[0]]
    return bool(wrong)


def _alone(name: str, expected: Any, observed: Any, tolerance: Tolerance) -> Comparison:
    if observed is None and expected is not None:
        message = f"Your function returns {kind_of(observed)}."
        return Comparison(Difference("type", message))
    return compared(name, expected, observed, tolerance)
