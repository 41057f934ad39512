"""What does a sample look like to the diagnosis?  One vector of numbers for every output."""

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core.compare import FUNCTION, SINGLE, numeric
from grader.core.run import CallResult, Raised, Returned

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

RAISED = ("raised",)
LARGE = 200_000  # numbers in one output of a call: more than any mistake makes
COARSE = 1000.0  # tolerances; numbers closer than that are the same to a mark, or nearly always
OFFSET = 0.3711  # keeps 0, 1/2, 1 … away from the edges of what is rounded together


@dataclass(frozen=True, eq=False)
class Signature:
    """One output over a series of calls: `form` holds shapes and failures, `numbers` the rest.

    `form` has an entry for each call; `call` says of each number in which call it was returned.
    `slack` is the tolerance that belongs to each number; `single` says that single precision was
    used, which allows more.  `strained` are the calls in which something overflowed on the way.
    """

    form: tuple[tuple[Any, ...], ...]
    numbers: np.ndarray
    slack: np.ndarray
    call: np.ndarray
    strained: frozenset[int] = frozenset()
    single: bool = False

    def gives(self, observed: "Signature") -> bool:
        """Whether this explanation reproduces every number that was observed."""
        return self._reproduces(observed, self.overflowed)

    def allows(self, observed: "Signature") -> bool:
        """The same; but an overflow on the way may end as inf or nan, however it ends here."""
        return self._reproduces(observed, self.overflowed | self.strained)

    def fits(self, observed: "Signature") -> bool:
        """The same; but where an overflow was observed there may be none here."""
        return self._reproduces(observed, observed.overflowed)

    def _reproduces(self, observed: "Signature", overflowed: frozenset[int]) -> bool:
        alike = all(a == b for a, b in zip(self.form, observed.form, strict=True) if b != RAISED)
        if not alike:
            return False
        returned = [form != RAISED for form in observed.form]
        explained = self if self.form == observed.form else self.only(returned)
        left = ~_near(explained, observed)
        if not left.any():
            return True
        # How far an overflow goes depends on how a line is written.
        both = list(overflowed & observed.overflowed)
        finite = np.isfinite(explained.numbers) & np.isfinite(observed.numbers)
        return not (left & (finite | ~np.isin(observed.call, both))).any()

    def finite_of(self, observed: "Signature") -> tuple[int, int]:
        """How many finite numbers of an observation are finite here too, and of how many."""
        returned = [form != RAISED for form in observed.form]
        explained = self if self.form == observed.form else self.only(returned)
        finite = np.isfinite(observed.numbers)
        return int((finite & np.isfinite(explained.numbers)).sum()), int(finite.sum())

    def repeats(self, observed: "Signature") -> bool:
        """Whether it fails and overflows at the same places as well."""
        return self.form == observed.form and bool(_near(self, observed).all())

    def only(self, calls: Sequence[bool]) -> "Signature":
        """The same without the numbers of the other calls."""
        kept = np.array(calls, dtype=bool)[self.call]
        return replace(
            self, numbers=self.numbers[kept], slack=self.slack[kept], call=self.call[kept]
        )

    @property
    def telling(self) -> int:
        """How many numbers are more than rounding, in the calls where all are finite.

        Fewer than a few prove nothing, and beside an overflow what is left is often a penalty.
        """
        kept = ~np.isin(self.call, list(self.overflowed))
        return int(np.count_nonzero((np.abs(self.numbers) > self.slack)[kept]))

    @property
    def endless(self) -> bool:
        """Whether there are numbers, none of them finite."""
        return bool(self.numbers.size) and not np.isfinite(self.numbers).any()

    @functools.cached_property
    def overflowed(self) -> frozenset[int]:
        """The calls with a number that is not finite."""
        return frozenset(self.call[~np.isfinite(self.numbers)].tolist())


def _near(explained: Signature, observed: Signature) -> np.ndarray:
    slack = explained.slack * (SINGLE.rel / FUNCTION.rel if observed.single else 1.0)
    with np.errstate(invalid="ignore"):
        near = np.abs(explained.numbers - observed.numbers) <= slack
    # Whether an overflow ends as inf or as nan depends on how a line is written.
    return near | ~(np.isfinite(explained.numbers) | np.isfinite(observed.numbers))


Pieces = Mapping[str, Signature]


def pieces(
    exercise: "Code", sample: Sequence[CallResult], strained: frozenset[int] = frozenset()
) -> Pieces:
    """The signature of every output of an exercise."""
    names = exercise.returns
    return {
        name: _signature(_outputs(sample, i, len(names)), strained) for i, name in enumerate(names)
    }


def _outputs(sample: Sequence[CallResult], position: int, count: int) -> list[Any]:
    values = [_output(result, position, count) for result in sample]
    return [Failed("large") if _size(value) > LARGE else value for value in values]


def _output(result: CallResult, position: int, count: int) -> Any:
    if not isinstance(result, Returned):
        return Failed(*RAISED if isinstance(result, Raised) else ("unreturnable",))
    if count == 1:
        return result.value
    if isinstance(result.value, tuple | list) and len(result.value) == count:
        return result.value[position]
    return Failed(f"count {_length(result.value)}")


def _size(value: Any) -> int:
    if isinstance(value, tuple | list):
        return sum(map(_size, value))
    return sum(map(_size, value.values())) if isinstance(value, dict) else np.size(value)


@dataclass(frozen=True)
class Failed:
    """In place of an output: the call raised, or returned another number of results."""

    how: str


def _length(value: Any) -> int:
    return len(value) if isinstance(value, tuple | list) else 1


def _signature(values: Sequence[Any], strained: frozenset[int]) -> Signature:
    forms: list[tuple[Any, ...]] = []
    arrays: list[np.ndarray] = []
    call: list[int] = []
    for i, value in enumerate(values):
        form: list[Any] = []
        _flatten(value, form, arrays)
        forms.append(tuple(form))
        call += [i] * (len(arrays) - len(call))
    sizes = np.array([a.size for a in arrays], dtype=int)
    numbers = np.concatenate([*(a.ravel() for a in arrays), ()], dtype=float, casting="unsafe")
    return Signature(
        tuple(forms),
        numbers,
        np.repeat(_slack(numbers, sizes), sizes),
        np.repeat(np.array(call, dtype=int), sizes),
        strained,
        any(a.dtype == np.float32 for a in arrays),
    )


def _slack(numbers: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The tolerance of arrays that lie one behind the other, from what is finite in each."""
    largest = np.zeros(len(sizes))
    some = sizes > 0
    if some.any():
        magnitude = np.where(np.isfinite(numbers), np.abs(numbers), 0.0)
        largest[some] = np.maximum.reduceat(magnitude, (np.cumsum(sizes) - sizes)[some])
    return FUNCTION.rel * largest + FUNCTION.abs


def _flatten(value: Any, form: list[Any], arrays: list[np.ndarray]) -> None:
    array = numeric(value)
    if array is not None:
        form.append(array.shape)
        arrays.append(array)
    elif isinstance(value, Failed):
        form.append(value.how)
    elif isinstance(value, tuple | list):
        form.append(len(value))
        for item in value:
            _flatten(item, form, arrays)
    elif isinstance(value, dict):
        form.append(("keys", *sorted(map(str, value))))  # without the word, {} is as a number
        for key in sorted(value, key=str):
            _flatten(value[key], form, arrays)
    else:
        form.append(type(value).__name__)


def changes(sample: Sequence[CallResult]) -> frozenset[tuple[int, int]]:
    """Which arguments were changed, as (call, position)."""
    return frozenset(
        (i, position)
        for i, result in enumerate(sample)
        if isinstance(result, Returned)
        for position in result.changed
    )


def unfit(right: Pieces, given: Pieces) -> frozenset[int]:
    """The calls in which some output fails or has not the form of the right one."""
    return frozenset(
        i
        for name, piece in given.items()
        for i, (form, wanted) in enumerate(zip(piece.form, right[name].form, strict=True))
        if form != wanted
    )


def touched(right: Pieces, given: Pieces) -> frozenset[int]:
    """The calls in which some output is not the right one."""
    found = set(unfit(right, given))
    fits = [call not in found for call in range(len(next(iter(given.values())).form))]
    for name, piece in given.items():
        fitting = piece.only(fits)
        found |= set(fitting.call[~_near(right[name].only(fits), fitting)].tolist())
    return frozenset(found)


def mark(found: Pieces) -> str:
    """A name for what was returned, the same however it was computed; empty if nothing was."""
    if not any(piece.telling for piece in found.values()):
        return ""
    content = hashlib.sha256()
    for name, piece in found.items():
        content.update(repr((name, piece.form)).encode() + _coarse(piece).tobytes())
    return content.hexdigest()[:16]


def _coarse(piece: Signature) -> np.ndarray:
    """The numbers, rounded to powers of two: a tolerance itself differs in its last digits."""
    with np.errstate(all="ignore"):
        step = np.exp2(np.ceil(np.log2(COARSE * piece.slack) + OFFSET))
        rounded = step * np.floor(piece.numbers / step + OFFSET)
    return np.nan_to_num(rounded, nan=np.inf, posinf=np.inf, neginf=np.inf).astype("<f8")
