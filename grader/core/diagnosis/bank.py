"""What does every mistake, and every compatible group of them, return on the probes?"""

import functools
import itertools
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.core import local
from grader.core.diagnosis.signature import Pieces, Signature, changes, pieces
from grader.core.edits import EditError, composed
from grader.core.exercise import Mistake
from grader.core.run import Call
from grader.core.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

PROBES = 3  # calls on which groups are simulated; what matches there is simulated in full
FEW = 16  # up to this many mistakes, groups of three are simulated too
PROJECTIONS = 2


@dataclass(frozen=True)
class Row:
    """Mistakes made together, and what they lead to on all calls."""

    mistakes: tuple[Mistake, ...]
    pieces: Pieces
    changed: frozenset[tuple[int, int]]

    def gives(self, observed: Pieces, names: Sequence[str]) -> bool:
        return all(self.pieces[name].gives(observed[name]) for name in names)


class Bank:
    """Single mistakes simulated on all calls, groups of them on a few and only when asked for."""

    def __init__(self, exercise: "Code", sheet: Sheet) -> None:
        self.exercise, self.calls = exercise, sheet.probe_calls
        self._places = {m.id: i for i, m in enumerate(exercise.mistakes)}
        self.mistakes = [m for m in exercise.mistakes if m.edits]
        self.singles = [self._simulate((m,)) for m in self.mistakes]
        self._probes = _probes(self.calls)
        self._simulated: dict[tuple[str, ...], Row | None] = {}

    def row(self, mistakes: Sequence[Mistake]) -> Row | None:
        """What these mistakes lead to together; None if their edits collide."""
        together = tuple(sorted(set(mistakes), key=lambda m: self._places[m.id]))
        key = tuple(m.id for m in together)
        if key not in self._simulated:
            try:
                self._simulated[key] = self._simulate(together)
            except EditError:
                self._simulated[key] = None
        return self._simulated[key]

    def _simulate(self, together: tuple[Mistake, ...]) -> Row:
        wrong = composed(self.exercise.reference, together)
        sample = local.sample(wrong, self.calls, self.exercise.driver)
        return Row(together, pieces(self.exercise, sample), changes(sample))

    @functools.cached_property
    def groups(self) -> "Groups":
        """All pairs (and triples, where mistakes are few) on the probe calls."""
        kept, found = [], []
        for together in self._groups():
            try:
                wrong = composed(self.exercise.reference, together)
            except EditError:
                continue
            calls = [self.calls[i] for i in self._probes]
            sample = local.sample(wrong, calls, self.exercise.driver)
            kept.append(together)
            found.append(pieces(self.exercise, sample))
        return Groups(kept, {n: Projected.of([f[n] for f in found]) for n in self.exercise.returns})

    def _groups(self) -> Iterator[tuple[Mistake, ...]]:
        yield from itertools.combinations(self.mistakes, 2)
        if len(self.mistakes) <= FEW:
            yield from itertools.combinations(self.mistakes, 3)

    def on_probes(self, sample: Sequence) -> Pieces:
        """The pieces of a sample on the probe calls only."""
        return pieces(self.exercise, [sample[i] for i in self._probes])


def _probes(calls: Sequence[Call]) -> list[int]:
    """A few calls with arguments of different sizes, a square one among them."""
    square = [i for i, call in enumerate(calls) if i and _square(call)][:1]
    others = [i for i in range(1, len(calls)) if i not in square]
    return sorted([0, *square, *others][:PROBES])


def _square(call: Call) -> bool:
    sizes = {n for a in call.args if isinstance(a, np.ndarray) and a.ndim == 2 for n in a.shape}
    return len(sizes - {1}) == 1


@dataclass(frozen=True)
class Projected:
    """One output of many groups, squeezed into a few numbers each so that a search is one step."""

    forms: np.ndarray
    numbers: np.ndarray
    slack: np.ndarray

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> "Projected":
        rows = [_projected(signature) for signature in signatures]
        forms, numbers, slack = zip(*rows, strict=True) if rows else ((), (), ())
        width = (len(rows), PROJECTIONS)
        return cls(
            np.array(forms, dtype=np.int64),
            np.array(numbers, dtype=float).reshape(width),
            np.array(slack, dtype=float).reshape(width),
        )

    def matching(self, observed: Signature) -> np.ndarray:
        form, numbers, _ = _projected(observed)
        factor = 200.0 if observed.single else 1.0
        with np.errstate(invalid="ignore"):
            near = (np.abs(self.numbers - numbers) <= factor * self.slack).all(axis=1)
        return near & (self.forms == form)


def _projected(signature: Signature) -> tuple[int, np.ndarray, np.ndarray]:
    """The form as a number, random projections of the finite numbers, and their tolerance."""
    finite = np.isfinite(signature.numbers)
    directions = _directions(signature.numbers.size)
    numbers = np.where(finite, signature.numbers, 0.0)
    slack = np.abs(directions) @ np.where(finite, signature.slack, 0.0)
    form = hash((signature.form, finite.tobytes()))
    return form, directions @ numbers, slack + 1e-12


@functools.lru_cache(maxsize=256)
def _directions(size: int) -> np.ndarray:
    return np.random.default_rng(size).normal(size=(PROJECTIONS, size))


@dataclass(frozen=True)
class Groups:
    """Groups of mistakes with their projected outputs."""

    mistakes: list[tuple[Mistake, ...]]
    outputs: dict[str, Projected]

    def matching(self, observed: Pieces, names: Sequence[str]) -> list[tuple[Mistake, ...]]:
        """The groups that could give these outputs, smallest first."""
        if not self.mistakes:
            return []
        fits = np.ones(len(self.mistakes), dtype=bool)
        for name in names:
            fits &= self.outputs[name].matching(observed[name])
        return [self.mistakes[i] for i in np.flatnonzero(fits)]


_banks: "weakref.WeakKeyDictionary[Code, Bank]" = weakref.WeakKeyDictionary()


def bank_of(exercise: "Code") -> Bank:
    if exercise not in _banks:
        _banks[exercise] = Bank(exercise, sheet_of(exercise))
    return _banks[exercise]
