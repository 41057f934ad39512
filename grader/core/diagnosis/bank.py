"""What does every mistake, alone or with others, return on the probes?"""

import contextlib
import functools
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.core import local
from grader.core.diagnosis.groups import Groups, told_apart
from grader.core.diagnosis.signature import RAISED, Pieces, changes, pieces, touched, unfit
from grader.core.diagnosis.sizes import sizes
from grader.core.diagnosis.together import Together
from grader.core.edits import EditError, composed, sketched
from grader.core.exercise import Mistake
from grader.core.run import Call
from grader.core.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code


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

    def touched(self, right: Pieces) -> frozenset[int]:
        """The calls in which these mistakes show."""
        return touched(right, self.pieces)

    def repeats(self, observed: Pieces) -> bool:
        return all(piece.repeats(observed[name]) for name, piece in self.pieces.items())


@dataclass(frozen=True)
class Choice:
    """One mistake, in several ways, with a number that students choose; where that shows.

    Beside other mistakes it may show wherever scores are large.  `hidden` are the mistakes that
    show nowhere else.
    """

    outputs: frozenset[str]
    calls: frozenset[int]
    mistakes: list[Mistake]
    hidden: list[Mistake]


class Bank:
    """Single mistakes simulated on all calls, and what was asked for of those made together.

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
        self.slim = frozenset(
            i for i, call in enumerate(self.calls) if 1 in sizes(exercise, call.args).values()
        )
        self._simulated: dict[tuple[Mistake, ...], Row | None] = {}
        self._twins: dict[Mistake, list[Row]] = {}
        self.together = Together(self)

    def row(self, mistakes: Sequence[Mistake]) -> Row | None:
        """What these mistakes lead to together; None if they do not go together.

        Kept, unless a student chose a number in them: of these there is no end.
        """
        together = self._ordered(mistakes)
        if together in self._simulated:
            return self._simulated[together]
        made = None
        with contextlib.suppress(EditError):
            made = self._simulate(together) if told_apart(together) else None
        if all(mistake in self.single for mistake in together):
            self._simulated[together] = made
        return made

    def twins(self, single: Row) -> list[Row]:
        """The other single mistakes that lead to the same; looked for once."""
        (mistake,) = single.mistakes
        if mistake not in self._twins:
            names = self.exercise.returns
            near = (self.single[m] for (m,) in self.alone.matching(single.pieces, names))
            same = (row for row in near if row.gives(single.pieces, names))
            self._twins[mistake] = [row for row in same if row is not single]
        return self._twins[mistake]

    @functools.cached_property
    def overflowing(self) -> list[Mistake]:
        """The mistakes that show only where numbers get too large."""
        names = self.exercise.returns
        return [
            mistake
            for mistake, row in self.single.items()
            if any(row.pieces[name].overflowed for name in names)
            and all(self.right[name].fits(row.pieces[name]) for name in names)
        ]

    @functools.cached_property
    def changing(self) -> list[Mistake]:
        """The mistakes that change arguments."""
        return [mistake for mistake, row in self.single.items() if row.changed]

    @functools.cached_property
    def choices(self) -> list[Choice]:
        """Where the mistakes show that have a number in them which students choose."""
        large = frozenset[int]().union(
            *(p.overflowed for m in self.overflowing for p in self.single[m].pieces.values())
        )
        found: dict[tuple[str, frozenset[str], frozenset[int]], list[Mistake]] = {}
        for m in self.mistakes:
            if m.chosen:
                smaller = m.with_number(repr(0.001 * float(m.chosen)))
                given, other = self.single[m].pieces, self._simulate((smaller,)).pieces
                outputs = frozenset(n for n, piece in given.items() if not piece.gives(other[n]))
                calls = touched(given, other) | large
                found.setdefault((m.feedback, outputs, calls), []).append(m)
        return [
            Choice(outputs, calls, made, self._within(outputs, calls))
            for (_, outputs, calls), made in found.items()
        ]

    def _within(self, outputs: frozenset[str], calls: frozenset[int]) -> list[Mistake]:
        """The mistakes that show nowhere else."""
        inside = (m for m in self.mistakes if self.spoilt[m] <= outputs)
        return [m for m in inside if self.single[m].touched(self.right) <= calls]

    def glance(self, mistakes: Sequence[Mistake], call: int) -> Pieces | None:
        """What these mistakes lead to on one call; None if their edits collide."""
        return self.sketch(self._ordered(mistakes), [self.calls[call]])

    def _ordered(self, mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
        return tuple(sorted(set(mistakes), key=lambda m: self._places[m.id]))

    def places(self, mistakes: Iterable[Mistake]) -> list[int]:
        """Where these mistakes stand in the list of the exercise, the first one first."""
        return sorted(self._places[mistake.id] for mistake in mistakes)

    def sketch(self, together: tuple[Mistake, ...], calls: Sequence[Call]) -> Pieces | None:
        """What these mistakes lead to on some calls; None if their edits collide."""
        try:
            wrong = sketched(self.exercise.reference, together)
        except EditError:
            return None
        return pieces(self.exercise, *local.watched(wrong, calls, self.exercise.driver))

    def _simulate(self, together: tuple[Mistake, ...]) -> Row:
        wrong = composed(self.exercise.reference, together)
        sample, strained = local.watched(wrong, self.calls, self.exercise.driver)
        found = pieces(self.exercise, sample, strained)
        return Row(together, found, changes(sample), unfit(self.right, found))

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


_banks: "weakref.WeakKeyDictionary[Code, Bank]" = weakref.WeakKeyDictionary()


def bank_of(exercise: "Code") -> Bank:
    if exercise not in _banks:
        _banks[exercise] = Bank(exercise, sheet_of(exercise))
    return _banks[exercise]


def prepare(exercise: "Code") -> None:
    """Have the groups of an exercise simulated, and kept on the shelf."""
    _ = bank_of(exercise).together.kept
