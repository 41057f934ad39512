"""What does every mistake, and every compatible group of them, return on the probes?"""

import functools
import hashlib
import itertools
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.core import local
from grader.core.diagnosis.groups import Groups, Projected
from grader.core.diagnosis.shelf import shelf
from grader.core.diagnosis.signature import Pieces, changes, pieces
from grader.core.edits import EditError, composed, source_of
from grader.core.exercise import Mistake
from grader.core.run import Call
from grader.core.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

PROBES = 3  # calls on which groups are simulated; what matches there is simulated in full
FEW = 16  # up to this many mistakes, groups of three are simulated too …
FEW_OF_ONE = 55  # … and up to this many where there is a single output to find them in


@dataclass(frozen=True)
class Row:
    """Mistakes made together, and what they lead to on all calls."""

    mistakes: tuple[Mistake, ...]
    pieces: Pieces
    changed: frozenset[tuple[int, int]]

    def gives(self, observed: Pieces, names: Sequence[str]) -> bool:
        return all(self.pieces[name].gives(observed[name]) for name in names)

    def allows(self, observed: Pieces, names: Sequence[str]) -> bool:
        return all(self.pieces[name].allows(observed[name]) for name in names)


class Bank:
    """Single mistakes simulated on all calls, groups of them on a few and only when asked for."""

    def __init__(self, exercise: "Code", sheet: Sheet) -> None:
        self.exercise, self.calls = exercise, sheet.probe_calls
        self._places = {m.id: i for i, m in enumerate(exercise.mistakes)}
        self.mistakes = [m for m in exercise.mistakes if m.edits]
        self.singles = [self._simulate((m,)) for m in self.mistakes]
        self._probes = _probes(self.calls)
        self.expected = [sheet.expected[i] for i in sheet.probes]
        self.right = pieces(exercise, self.expected)
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
        sample, strained = local.watched(wrong, self.calls, self.exercise.driver)
        return Row(together, pieces(self.exercise, sample, strained), changes(sample))

    @functools.cached_property
    def groups(self) -> Groups:
        """Pairs (and triples, where mistakes are few) on the probe calls, simulated once."""
        name = self._fingerprint()
        stored = shelf().get(name)
        if stored is not None:
            return Groups.unpacked(stored, self.mistakes, self.exercise.returns)
        groups = self._simulated_groups()
        shelf().put(name, groups.packed(self.mistakes))
        return groups

    def _simulated_groups(self) -> Groups:
        kept, found = [], []
        calls = [self.calls[i] for i in self._probes]
        for together in self._groups():
            try:
                wrong = composed(self.exercise.reference, together)
            except EditError:
                continue
            sample = local.sample(wrong, calls, self.exercise.driver)
            kept.append(together)
            found.append(pieces(self.exercise, sample))
        return Groups(kept, {n: Projected.of([f[n] for f in found]) for n in self.exercise.returns})

    def _groups(self) -> Iterator[tuple[Mistake, ...]]:
        """Mistakes that meet in some output; the others are found apart, output by output."""
        few = FEW if len(self.exercise.returns) > 1 else FEW_OF_ONE
        for size in (2, 3) if len(self.mistakes) <= few else (2,):
            for group in itertools.combinations(self.mistakes, size):
                if frozenset.intersection(*(self.spoilt[mistake] for mistake in group)):
                    yield group

    @functools.cached_property
    def spoilt(self) -> dict[Mistake, frozenset[str]]:
        """The outputs that each single mistake changes."""
        return {row.mistakes[0]: self._spoilt(row) for row in self.singles}

    def _spoilt(self, row: Row) -> frozenset[str]:
        """The outputs that differ from the right ones; all of them where nothing is returned."""
        names = self.exercise.returns
        return frozenset(n for n in names if not row.pieces[n].gives(self.right[n])) or frozenset(
            names
        )

    def _fingerprint(self) -> str:
        """A name for all that the groups depend on: the reference, the edits, what they give."""
        content = hashlib.sha256(repr((np.__version__, FEW, FEW_OF_ONE, self._probes)).encode())
        content.update(source_of(self.exercise.reference).encode())
        for row in self.singles:
            content.update(repr([(m.id, m.edits) for m in row.mistakes]).encode())
            for piece in (*self.right.values(), *row.pieces.values()):
                content.update(repr(piece.form).encode() + piece.numbers.tobytes())
        return f"{self.exercise.id}-{content.hexdigest()[:32]}"

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


_banks: "weakref.WeakKeyDictionary[Code, Bank]" = weakref.WeakKeyDictionary()


def bank_of(exercise: "Code") -> Bank:
    if exercise not in _banks:
        _banks[exercise] = Bank(exercise, sheet_of(exercise))
    return _banks[exercise]
