"""Which mistakes give exactly the numbers that the student returned?"""

import itertools
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core import local
from grader.core.compare import FUNCTION, numeric
from grader.core.edits import EditError, composed
from grader.core.exercise import Mistake
from grader.core.result import EXACT, NONE, UNKNOWN, Diagnosis, Named
from grader.core.run import CallResult, Raised, Returned
from grader.core.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

ENOUGH = 3  # fewer finite, non-zero numbers prove nothing


@dataclass(frozen=True)
class Signature:
    """A sample as one vector: `form` holds shapes and failures, `numbers` everything else."""

    form: tuple[Any, ...]
    numbers: np.ndarray
    slack: np.ndarray

    def gives(self, observed: "Signature") -> bool:
        """Whether this explanation reproduces every number that was observed."""
        if self.form != observed.form:
            return False
        with np.errstate(invalid="ignore"):
            near = np.abs(self.numbers - observed.numbers) <= self.slack
        same = near | (self.numbers == observed.numbers)
        both_nan = np.isnan(self.numbers) & np.isnan(observed.numbers)
        return bool((same | both_nan).all())


@dataclass(frozen=True)
class Explanation:
    """Mistakes made together, and what they lead to."""

    mistakes: tuple[Mistake, ...]
    signature: Signature
    changed: frozenset[tuple[int, int]]


def signature(sample: Sequence[CallResult]) -> Signature:
    form: list[Any] = []
    arrays: list[np.ndarray] = []
    for result in sample:
        if isinstance(result, Returned):
            _flatten(result.value, form, arrays)
        else:
            form.append("raised" if isinstance(result, Raised) else "unreturnable")
    slack = [np.full(a.size, FUNCTION.of(a[np.isfinite(a)])) for a in arrays]
    flat = [a.ravel().astype(float) for a in arrays]
    empty = [np.empty(0)]
    return Signature(tuple(form), np.concatenate(flat or empty), np.concatenate(slack or empty))


def _flatten(value: Any, form: list[Any], arrays: list[np.ndarray]) -> None:
    array = numeric(value)
    if array is not None:
        form.append(array.shape)
        arrays.append(array)
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


class Bank:
    """What every mistake of an exercise, and every pair of them, returns on a sheet.

    Singles are simulated once; pairs as far as the search gets, and kept.
    """

    def __init__(self, exercise: "Code", sheet: Sheet) -> None:
        self._exercise, self._sheet = exercise, sheet
        self._found: list[Explanation] = []
        self._coming = self._simulate()

    def explanations(self) -> Iterator[Explanation]:
        yield from self._found
        for explanation in self._coming:
            self._found.append(explanation)
            yield explanation

    def _simulate(self) -> Iterator[Explanation]:
        mistakes = [m for m in self._exercise.mistakes if m.edits]
        for size in (1, 2):
            for together in itertools.combinations(mistakes, size):
                try:
                    wrong = composed(self._exercise.reference, together)
                except EditError:
                    if size == 1:
                        raise
                    continue
                yield explanation(self._exercise, self._sheet, together, wrong)


def explanation(
    exercise: "Code", sheet: Sheet, together: tuple[Mistake, ...], wrong: Any
) -> Explanation:
    sample = local.sample(wrong, sheet.plain_calls, exercise.driver)
    return Explanation(together, signature(sample), changes(sample))


def changes(sample: Sequence[CallResult]) -> frozenset[tuple[int, int]]:
    return frozenset(
        (i, position)
        for i, result in enumerate(sample)
        if isinstance(result, Returned)
        for position in result.changed
    )


_banks: "weakref.WeakKeyDictionary[Code, Bank]" = weakref.WeakKeyDictionary()


def bank_of(exercise: "Code") -> Bank:
    if exercise not in _banks:
        _banks[exercise] = Bank(exercise, sheet_of(exercise))
    return _banks[exercise]


def diagnose(
    exercise: "Code",
    sheet: Sheet,
    sample: Sequence[CallResult],
    right: tuple[str, ...],
    sound: bool,
) -> Diagnosis:
    """Name the mistakes behind a sample.  `sound` says that nothing at all was found wrong."""
    if sound:
        return Diagnosis(NONE, (), right)
    plain = sample[: len(sheet.plain_calls)]
    if len(plain) == len(sheet.plain_calls):
        found = _exact(bank_of(exercise), signature(plain), changes(plain))
        if found:
            named = tuple(Named(m.id, m.feedback) for m in found.mistakes)
            return Diagnosis(EXACT, named, right)
    return Diagnosis(UNKNOWN, (), right)


def _exact(
    bank: Bank, observed: Signature, changed: frozenset[tuple[int, int]]
) -> Explanation | None:
    if np.count_nonzero(np.isfinite(observed.numbers) & (observed.numbers != 0)) < ENOUGH:
        return None
    for candidate in bank.explanations():
        if candidate.changed <= changed and candidate.signature.gives(observed):
            return candidate
    return None
