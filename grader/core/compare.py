"""How does an observed value differ from the expected one?  Type, then shape, then values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Tolerance:
    """Two arrays agree if max|x - a| <= rel * max|a| + abs."""

    rel: float
    abs: float

    def of(self, expected: np.ndarray) -> float:
        return self.rel * (float(np.max(np.abs(expected))) if expected.size else 0.0) + self.abs


FUNCTION = Tolerance(1e-6, 1e-10)
SINGLE = Tolerance(2e-4, 1e-6)

POLICY = (
    "Numbers that you enter need three significant digits, unless the question says otherwise. "
    "Arrays that your functions return may differ from ours by one part in a million of their "
    "largest entry. nan never counts as right."
)


@dataclass(frozen=True)
class Difference:
    """Why a value is not the expected one; `kind` is count, type, shape, finite or value."""

    kind: str
    message: str


@dataclass(frozen=True)
class Comparison:
    """`values` is what is wrong with the numbers, `form` what is wrong with their wrapping only."""

    values: Difference | None = None
    form: str = ""


SAME = Comparison()


def compared(
    name: str, expected: Any, observed: Any, tolerance: Tolerance = FUNCTION
) -> Comparison:
    """Compare what was returned as `name` with what should have been.

    A bias gradient (a name that starts with db) of shape (K,) instead of (1, K), and a list in
    place of an array, are faults of form: their values are compared all the same.
    """
    if isinstance(expected, dict):
        return _dicts(name, expected, observed, tolerance)
    if isinstance(expected, list | tuple):
        return _sequences(name, expected, observed, tolerance)
    if expected is None or isinstance(expected, str):
        wrong = type(observed) is not type(expected) or observed != expected
        return Comparison(_fault("value", f"{name} is not what it should be.")) if wrong else SAME
    return _arrays(name, np.asarray(expected), observed, tolerance)


def _fault(kind: str, message: str) -> Difference:
    return Difference(kind, message)


def _first(comparisons: Iterator[Comparison]) -> Comparison:
    form = ""
    for comparison in comparisons:
        if comparison.values:
            return comparison
        form = form or comparison.form
    return Comparison(form=form)


def _dicts(name: str, expected: dict, observed: Any, tolerance: Tolerance) -> Comparison:
    if not isinstance(observed, dict):
        return Comparison(_fault("type", f"{name} is {kind_of(observed)}; it should be a dict."))
    if set(observed) != set(expected):
        keys = ", ".join(sorted(map(repr, expected)))
        return Comparison(_fault("count", f"{name} should have the keys {keys}."))
    return _first(
        compared(f"{name}[{key!r}]", value, observed[key], tolerance)
        for key, value in expected.items()
    )


def _sequences(name: str, expected: Any, observed: Any, tolerance: Tolerance) -> Comparison:
    if not isinstance(observed, list | tuple):
        return Comparison(_fault("type", f"{name} is {kind_of(observed)}; it should be a list."))
    if len(observed) != len(expected):
        message = f"{name} has {len(observed)} entries; it should have {len(expected)}."
        return Comparison(_fault("count", message))
    return _first(
        compared(f"{name}[{i}]", a, x, tolerance)
        for i, (a, x) in enumerate(zip(expected, observed, strict=True))
    )


def _arrays(name: str, expected: np.ndarray, observed: Any, tolerance: Tolerance) -> Comparison:
    form = ""
    several = len(observed) if isinstance(observed, tuple) else 0
    if isinstance(observed, list | tuple) and expected.ndim:
        form, observed = f"{name} is a list; return a numpy array.", _from_list(observed)
    array = numeric(observed)
    if several and (array is None or array.shape != expected.shape):
        what = "an array" if expected.ndim else "a number"
        said = f"{name} is a tuple of length {several}; it should be {what}."
        return Comparison(_fault("type", said))
    if array is None:
        what = "an array of real numbers" if expected.ndim else "a number"
        return Comparison(_fault("type", f"{name} is {kind_of(observed)}; it should be {what}."))
    # Before any arithmetic: numpy would happily broadcast (3,) against (1, 3).
    if array.shape != expected.shape:
        message = _shape_message(name, array.shape, expected.shape)
        if not (name.startswith("db") and expected.shape == (1, *array.shape)):
            return Comparison(_fault("shape", message))
        form, array = message, array.reshape(expected.shape)
    return Comparison(_values(name, expected, array, tolerance), form)


def _from_list(value: Any) -> Any:
    if not _of_numbers(value):
        return value
    try:
        return np.array(value)
    except ValueError:
        return value


def _of_numbers(value: Any) -> bool:
    """Whether nested lists hold nothing else: as an array, each text takes the longest's room."""
    if isinstance(value, list | tuple):
        return all(map(_of_numbers, value))
    return isinstance(value, bool | int | float | complex | np.generic | np.ndarray)


def _shape_message(name: str, observed: tuple, expected: tuple) -> str:
    if not expected:
        return f"{name} has shape {observed}; it should be a single number."
    if not observed:
        return f"{name} is a single number; it should have shape {expected}."
    return f"{name} has shape {observed}; it should be {expected}."


def _values(
    name: str, expected: np.ndarray, observed: np.ndarray, tolerance: Tolerance
) -> Difference | None:
    if not np.isfinite(observed[np.isfinite(expected)]).all():
        return _fault("finite", f"{name} contains nan or inf.")
    gap, wrong = _gap(expected, observed, tolerance)
    if not wrong.any():
        return None
    return _fault("value", f"{_which(name, wrong)}{_digits(gap, expected)}")


def _gap(
    expected: np.ndarray, observed: np.ndarray, tolerance: Tolerance
) -> tuple[np.ndarray, np.ndarray]:
    """How far every entry is from where it should be, and whether that is too far."""
    with np.errstate(invalid="ignore"):
        gap = np.abs(observed.astype(float) - expected.astype(float))
    gap = np.where(observed == expected, 0.0, gap)
    return gap, ~(gap <= tolerance.of(expected[np.isfinite(expected)]))


def digits(
    expected: np.ndarray, observed: Any, tolerance: Tolerance = FUNCTION
) -> list[list[int | None]]:
    """Row by row, to how many digits of the largest entry each entry agrees; None if it is right.

    For arrays that `compared` found to differ in their values only.
    """
    array = np.asarray(observed).reshape(expected.shape)
    gap, wrong = _gap(expected, array, tolerance)
    scale = float(np.max(np.abs(expected[np.isfinite(expected)]), initial=0.0)) or 1.0
    share = np.nan_to_num(gap / scale, nan=1.0, posinf=1.0)
    agree = np.floor(-np.log10(np.clip(share, 1e-15, 1.0))).astype(int)
    rows = zip(np.atleast_2d(agree).tolist(), np.atleast_2d(wrong).tolist(), strict=True)
    return [[n if bad else None for n, bad in zip(*row, strict=True)] for row in rows]


def _which(name: str, wrong: np.ndarray) -> str:
    if not wrong.ndim:
        return f"{name} is not right"
    count, size = int(wrong.sum()), wrong.size
    if count == size:
        return f"{name}: no entry is right" if size > 1 else f"{name} is not right"
    rows = np.unique(np.nonzero(wrong)[0])
    if wrong.ndim == 2 and len(rows) == 1 and wrong.shape[0] > 1:
        return f"{name}: {count} of {size} entries are wrong, all in row {rows[0]}"
    return f"{name}: {count} of {size} entries are wrong"


def _digits(gap: np.ndarray, expected: np.ndarray) -> str:
    """How many digits agree, told only where it helps: a small gap has other causes."""
    scale, largest = float(np.max(np.abs(expected))), float(np.max(gap))
    if not 0.0 < largest < 1e-2 * scale:
        return "."
    digits = int(np.floor(-np.log10(largest / scale)))
    return (
        f"; it agrees to {digits} digits: is it rounded, float32, a finite difference, or is a "
        "small number added in a log?"
    )


def numeric(value: Any) -> np.ndarray | None:
    """The value as an array of real numbers, or None if it is something else."""
    if isinstance(value, bool | int | float | np.bool_ | np.number | np.ndarray):
        try:
            array = np.asarray(value, dtype=float if isinstance(value, int) else None)
        except OverflowError:
            return None
        if array.dtype == np.float16:  # there is no linear algebra in half precision
            return array.astype(np.float32)
        return array if array.dtype.kind in "biuf" else None
    return None


def kind_of(value: Any) -> str:
    """What a returned value is, in words for the student."""
    if value is None:
        return "None (is a return missing?)"
    if isinstance(value, np.ndarray):
        kinds = {"c": " of complex numbers", **dict.fromkeys("biuf", "")}
        return f"an array{kinds.get(value.dtype.kind, f' of type {value.dtype}')}"
    if isinstance(value, complex | np.complexfloating):
        return "a complex number"
    words = {str: "a text", list: "a list", tuple: "a tuple", dict: "a dict"}
    return words.get(type(value), "a number")


MISSHAPEN = object()


def aligned(expected: Any, observed: Any) -> Any:
    """The observed value in the shapes of the expected one, ready for our own arithmetic.

    MISSHAPEN if it has other shapes or other kinds of values: nothing is computed with arrays
    whose sizes a student chose, lest they broadcast to more than the memory holds.
    """
    if isinstance(expected, list | tuple):
        if not isinstance(observed, list | tuple) or len(observed) != len(expected):
            return MISSHAPEN
        items = [aligned(a, x) for a, x in zip(expected, observed, strict=True)]
        return MISSHAPEN if any(x is MISSHAPEN for x in items) else type(expected)(items)
    if isinstance(expected, dict):
        if not isinstance(observed, dict) or set(observed) != set(expected):
            return MISSHAPEN
        pairs = {key: aligned(expected[key], observed[key]) for key in expected}
        return MISSHAPEN if any(x is MISSHAPEN for x in pairs.values()) else pairs
    wanted = numeric(expected)
    if wanted is None:
        return observed if type(observed) is type(expected) else MISSHAPEN
    if isinstance(observed, list | tuple) and wanted.ndim:
        observed = _from_list(observed)
    array = numeric(observed)
    if array is None or array.size != wanted.size:
        return MISSHAPEN
    if array.shape != wanted.shape and (1, *array.shape) != wanted.shape:
        return MISSHAPEN
    # Numbers stay what they are: a view may ask for the type of labels.
    return array.reshape(wanted.shape) if wanted.ndim else observed
