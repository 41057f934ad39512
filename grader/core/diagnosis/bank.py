"""What does every mistake, and every compatible group of them, return on the probes?"""

import functools
import hashlib
import itertools
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.core import local
from grader.core.diagnosis.groups import LAYOUT, Groups
from grader.core.diagnosis.shelf import shelf
from grader.core.diagnosis.signature import RAISED, Pieces, changes, pieces, unfit
from grader.core.diagnosis.sizes import sizes
from grader.core.edits import EditError, composed, source_of
from grader.core.exercise import Mistake
from grader.core.run import Call
from grader.core.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

PROBES = 3  # calls on which groups are simulated; what matches there is simulated in full
FEW = 16  # up to this many mistakes, groups of three are simulated too …
FEW_OF_ONE = 75  # … and up to this many where there is a single output to find them in


@dataclass(frozen=True)
class Row:
    """Mistakes made together, and what they lead to on all calls.

    `unfit` are the calls that raise or return a wrong shape: which of the two depends on how a
    line is written.
    """

    mistakes: tuple[Mistake, ...]
    pieces: Pieces
    changed: frozenset[tuple[int, int]]
    unfit: frozenset[int]

    @functools.cached_property
    def raised(self) -> frozenset[int]:
        """The calls that raise."""
        (form, *_) = (piece.form for piece in self.pieces.values())
        return frozenset(i for i, what in enumerate(form) if what == RAISED)

    def gives(self, observed: Pieces, names: Sequence[str]) -> bool:
        return all(self.pieces[name].gives(observed[name]) for name in names)

    def repeats(self, observed: Pieces) -> bool:
        return all(piece.repeats(observed[name]) for name, piece in self.pieces.items())


class Bank:
    """Single mistakes simulated on all calls, groups of them on a few and only when asked for.

    `slim` are the calls with a size of 1, where numpy may stretch what fits nowhere else.
    """

    def __init__(self, exercise: "Code", sheet: Sheet) -> None:
        self.exercise, self.calls = exercise, sheet.probe_calls
        self._places = {m.id: i for i, m in enumerate(exercise.mistakes)}
        self.mistakes = [m for m in exercise.mistakes if m.edits]
        self.expected = [sheet.expected[i] for i in sheet.probes]
        self.right = pieces(exercise, self.expected)
        self.single = {m: self._simulate((m,)) for m in self.mistakes}
        given = [row.pieces for row in self.single.values()]
        self.alone = Groups.of([(m,) for m in self.mistakes], given, exercise.returns)
        self._probes = _probes(self.calls)
        self.slim = frozenset(
            i for i, call in enumerate(self.calls) if 1 in sizes(exercise, call.args).values()
        )
        self._simulated: dict[tuple[str, ...], Row | None] = {}
        self._twins: dict[Mistake, list[Row]] = {}
        self._kept: Groups | None = None

    def row(self, mistakes: Sequence[Mistake]) -> Row | None:
        """What these mistakes lead to together; None if their edits collide."""
        together = self._ordered(mistakes)
        key = tuple(m.id for m in together)
        if key not in self._simulated:
            try:
                self._simulated[key] = self._simulate(together)
            except EditError:
                self._simulated[key] = None
        return self._simulated[key]

    def twins(self, single: Row) -> list[Row]:
        """The other single mistakes that lead to the same; looked for once."""
        (mistake,) = single.mistakes
        if mistake not in self._twins:
            others = (row for row in self.single.values() if row is not single)
            names = self.exercise.returns
            self._twins[mistake] = [row for row in others if row.gives(single.pieces, names)]
        return self._twins[mistake]

    def glance(self, mistakes: Sequence[Mistake], call: int) -> Pieces | None:
        """What these mistakes lead to on one call; None if their edits collide."""
        try:
            return self._on(self._ordered(mistakes), [self.calls[call]])
        except EditError:
            return None

    def _ordered(self, mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
        return tuple(sorted(set(mistakes), key=lambda m: self._places[m.id]))

    def _on(self, together: tuple[Mistake, ...], calls: Sequence[Call]) -> Pieces:
        return self._made(together, calls)[0]

    def _made(
        self, together: tuple[Mistake, ...], calls: Sequence[Call]
    ) -> tuple[Pieces, frozenset[tuple[int, int]]]:
        """What these mistakes lead to on some calls, and which arguments they change."""
        wrong = composed(self.exercise.reference, together)
        sample, strained = local.watched(wrong, calls, self.exercise.driver)
        return pieces(self.exercise, sample, strained), changes(sample)

    def _simulate(self, together: tuple[Mistake, ...]) -> Row:
        found, changed = self._made(together, self.calls)
        return Row(together, found, changed, unfit(self.right, found))

    @property
    def groups(self) -> Groups:
        """Pairs (and triples, where mistakes are few) on the probe calls, simulated once.

        There are none as long as another process is simulating them.
        """
        if self._kept is None:
            self._kept = self._stored_groups()
        if self._kept is None and shelf().filling:
            return Groups([], {})
        if self._kept is None:
            self._kept = self._simulated_groups()
            shelf().put(self._fingerprint, self._kept.packed(self.mistakes))
        return self._kept

    def _stored_groups(self) -> Groups | None:
        stored = shelf().get(self._fingerprint)
        return Groups.unpacked(stored, self.mistakes, self.exercise.returns) if stored else None

    def _simulated_groups(self) -> Groups:
        kept, found = [], []
        calls = [self.calls[i] for i in self._probes]
        for together in self._groups():
            try:
                found.append(self._on(together, calls))
            except EditError:
                continue
            kept.append(together)
        return Groups.of(kept, found, self.exercise.returns)

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
        return {row.mistakes[0]: self._spoilt(row) for row in self.single.values()}

    def _spoilt(self, row: Row) -> frozenset[str]:
        """The outputs that differ from the right ones where it returns; all if none does."""
        names = self.exercise.returns
        return frozenset(n for n in names if not self.right[n].gives(row.pieces[n])) or frozenset(
            names
        )

    @functools.cached_property
    def _fingerprint(self) -> str:
        """A name for all that the groups depend on: the reference, the edits, what they give."""
        content = hashlib.sha256(
            repr((np.__version__, LAYOUT, FEW, FEW_OF_ONE, self._probes)).encode()
        )
        content.update(source_of(self.exercise.reference).encode())
        for row in self.single.values():
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


def prepare(exercise: "Code") -> None:
    """Have the groups of an exercise simulated, and kept on the shelf."""
    _ = bank_of(exercise).groups
