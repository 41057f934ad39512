"""What does a sample look like to the diagnosis?  One vector of numbers for every output."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core.compare import FUNCTION, SINGLE, numeric
from grader.core.run import CallResult, Raised, Returned

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

RAISED = "raised"


@dataclass(frozen=True)
class Signature:
    """One output over a series of calls: `form` holds shapes and failures, `numbers` the rest.

    `slack` is the tolerance that belongs to each number; `strained` are those of calls in which
    something overflowed on the way; `single` says that single precision was used, which allows
    more.
    """

    form: tuple[Any, ...]
    numbers: np.ndarray
    slack: np.ndarray
    strained: np.ndarray
    single: bool = False

    def gives(self, observed: "Signature") -> bool:
        """Whether this explanation reproduces every number that was observed."""
        # Whether an overflow ends as inf or as nan depends on how a line is written.
        return self._reproduces(observed, ~np.isfinite(self.numbers))

    def allows(self, observed: "Signature") -> bool:
        """The same; but an overflow on the way may end as inf or nan, however it ends here."""
        return self._reproduces(observed, ~np.isfinite(self.numbers) | self.strained)

    def _reproduces(self, observed: "Signature", open_end: np.ndarray) -> bool:
        if self.form != observed.form:
            return False
        slack = self.slack * (SINGLE.rel / FUNCTION.rel if observed.single else 1.0)
        with np.errstate(invalid="ignore"):
            near = np.abs(self.numbers - observed.numbers) <= slack
        return bool((near | open_end & ~np.isfinite(observed.numbers)).all())

    @property
    def telling(self) -> int:
        """How many numbers are finite and not 0: fewer than a few prove nothing."""
        return int(np.count_nonzero(np.isfinite(self.numbers) & (self.numbers != 0)))


Pieces = Mapping[str, Signature]


def pieces(
    exercise: "Code", sample: Sequence[CallResult], strained: Set[int] = frozenset()
) -> Pieces:
    """The signature of every output of an exercise."""
    names = exercise.returns
    return {
        name: _signature(_outputs(sample, i, len(names)), strained) for i, name in enumerate(names)
    }


def _outputs(sample: Sequence[CallResult], position: int, count: int) -> list[Any]:
    values = []
    for result in sample:
        if not isinstance(result, Returned):
            values.append(Failed(RAISED if isinstance(result, Raised) else "unreturnable"))
        elif count == 1:
            values.append(result.value)
        elif isinstance(result.value, tuple | list) and len(result.value) == count:
            values.append(result.value[position])
        else:
            values.append(Failed(f"count {_length(result.value)}"))
    return values


@dataclass(frozen=True)
class Failed:
    """In place of an output: the call raised, or returned another number of results."""

    how: str


def _length(value: Any) -> int:
    return len(value) if isinstance(value, tuple | list) else 1


def _signature(values: Sequence[Any], strained: Set[int]) -> Signature:
    form: list[Any] = []
    arrays: list[np.ndarray] = []
    marks: list[np.ndarray] = []
    for i, value in enumerate(values):
        _flatten(value, form, arrays)
        marks += [np.full(a.size, i in strained) for a in arrays[len(marks) :]]
    slack = [np.full(a.size, FUNCTION.of(a[np.isfinite(a)])) for a in arrays]
    flat = [a.ravel().astype(float) for a in arrays]
    none = [np.empty(0)]
    single = any(a.dtype == np.float32 for a in arrays)
    numbers, slacks, marked = (np.concatenate(a or none) for a in (flat, slack, marks))
    return Signature(tuple(form), numbers, slacks, marked.astype(bool), single)


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
        form.append(tuple(sorted(map(str, value))))
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
