"""How is the explanation found?  Exact, then merged over outputs, then a factor, then in part."""

import dataclasses
import itertools
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from grader.core.diagnosis.bank import Row, bank_of
from grader.core.diagnosis.candidates import Candidates, Group
from grader.core.diagnosis.observation import Observation
from grader.core.diagnosis.signature import RAISED, Signature, mark, pieces
from grader.core.diagnosis.unforeseen import unforeseen
from grader.core.edits import source_of
from grader.core.exercise import Mistake
from grader.core.result import EXACT, NONE, PARTIAL, UNKNOWN, Diagnosis, Named
from grader.core.run import CallResult
from grader.core.sheet import Sheet

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

ENOUGH = 3  # numbers that are finite and not 0, over all outputs
ENOUGH_IN_PART = 6  # the same, in the one output that a partial explanation speaks of
OTHERS = 10  # exact explanations that are compared


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
    calls = [sample[i] for i in sheet.probes if i < len(sample)]
    found = Diagnosis(UNKNOWN, (), right)
    if len(calls) < len(sheet.probes):
        return found
    if exercise.mistakes:
        found = Search(Observation(bank_of(exercise), calls), right).diagnosis()
    signature = "" if found.certainty == EXACT else mark(pieces(exercise, calls))
    return dataclasses.replace(found, signature=signature)


class Search:
    """One search for what explains one observation; `right` are outputs that are certified."""

    def __init__(self, seen: Observation, right: tuple[str, ...]) -> None:
        self.seen, self.right, self.bank = seen, right, seen.bank
        self.candidates = Candidates(seen)

    def diagnosis(self) -> Diagnosis:
        if sum(piece.telling for piece in self.seen.pieces.values()) < ENOUGH:
            return Diagnosis(UNKNOWN, (), self.right)
        exact = self._likeliest(self._exact()) or self._overflowing()
        if exact:
            return Diagnosis(EXACT, self._named(exact.mistakes), self.right, self._other(exact))
        return self._factor() or self._partial() or Diagnosis(UNKNOWN, (), self.right)

    def _likeliest(self, found: Iterator[Row]) -> Row | None:
        """The first that fails and overflows at the same places, too; else the first."""
        first = next(found, None)
        if first is None or first.repeats(self.seen.pieces):
            return first
        others = itertools.islice(self._as_short(first, found), OTHERS)
        return next((row for row in others if row.repeats(self.seen.pieces)), first)

    def _as_short(self, first: Row, more: Iterator[Row]) -> Iterator[Row]:
        """Explanations of no more mistakes than the first; longer ones are not even looked for."""
        size = len(first.mistakes)
        if size == 1:
            return filter(self._explains, self.candidates.single(self.seen.names))
        if size == 2:
            return self._rows(group for group in self.candidates.few() if len(group) == 2)
        return (row for row in more if len(row.mistakes) <= size)

    def _exact(self) -> Iterator[Row]:
        """Explanations of everything, those of few mistakes and of little work first."""
        yield from filter(self._explains, self.candidates.single(self.seen.names))
        yield from self._rows(self.candidates.few())
        yield from self._rows(self.candidates.merged())
        yield from self._rows(self.candidates.extended())

    def _other(self, exact: Row) -> tuple[Named, ...]:
        """Another explanation, as good and as short; sought where all are known, up to pairs."""
        if len(exact.mistakes) == 1:
            found = filter(self._explains, self.bank.twins(exact))
        elif len(exact.mistakes) == 2:
            found = self._rows(group for group in self.candidates.few() if len(group) == 2)
        else:
            return ()
        for row in found:
            same_words = {m.feedback for m in row.mistakes} == {m.feedback for m in exact.mistakes}
            as_good = row.repeats(self.seen.pieces) or not exact.repeats(self.seen.pieces)
            if as_good and not same_words:
                return self._named(row.mistakes)
        return ()

    def _overflowing(self) -> Row | None:
        """The same where an overflow on the way may have ended in another way than ours."""
        if all(np.isfinite(piece.numbers).all() for piece in self.seen.pieces.values()):
            return None
        lenient = Observation(self.bank, self.seen.sample, lenient=True)
        return next(Search(lenient, self.right)._exact(), None)

    def _rows(self, groups: Iterable[Sequence[Mistake]]) -> Iterator[Row]:
        for group in filter(self._likely, groups):
            row = self.bank.row(group)
            if row and self._explains(row):
                yield row

    def _likely(self, group: Sequence[Mistake]) -> bool:
        """Whether the first call that returned is reproduced: quickly seen, and mostly not."""
        seen, (first, observed) = self.seen, self.seen.first
        found = self.bank.glance(group, first)
        return found is not None and all(seen.alike(found[n], observed[n]) for n in seen.names)

    def _explains(self, row: Row) -> bool:
        """Whether all numbers are reproduced, and no call succeeds that raised.

        Where no number is wrong, only what raises in the same calls can be told from others, what
        changes an argument, or a single slip in the kind of numbers.
        """
        seen = self.seen
        if seen.mute and not row.repeats(seen.pieces):
            return False
        if not seen.wrong and not row.changed and (seen.changed or len(row.mistakes) > 1):
            return False
        return row.changed <= seen.changed and self._may_raise(row) and seen.agrees(row, seen.names)

    def _may_raise(self, row: Row) -> bool:
        """Whether it raises where this does, or everywhere where this returns a wrong shape.

        With a size of 1 some raise where others stretch; but one of the other calls has to tell.
        """
        slim, raised = self.bank.slim, self.seen.raised
        more = raised - row.raised
        if more and more <= slim and not (raised & row.raised) - slim:
            return more <= row.unfit
        return not more or (more - slim <= row.unfit and row.unfit - raised <= slim)

    def _factor(self) -> Diagnosis | None:
        """Factors that nobody catalogued, and known mistakes that explain all else.

        The fewest sentences; of as many, those with more that is known.
        """
        found = unforeseen(self.bank.exercise, self.seen.sample, self.seen.wrong)
        shared = [
            (group, tuple(dict.fromkeys(found[name] for name in self.seen.wrong if name in left)))
            for group, left in self._beside(found)
        ]
        if not shared:
            return None
        known, factors = min(shared, key=lambda pair: (len(pair[0] + pair[1]), len(pair[1])))
        return Diagnosis(EXACT, (*self._named(known), *factors), self.right)

    def _beside(self, factors: Container[str]) -> Iterator[tuple[Group, set[str]]]:
        """Mistakes that leave right all that they do not explain, and what factors explain then."""
        groups = [((), set()), *self.candidates.by_coverage] if factors else []
        for group, given in groups:
            left = set(self.seen.wrong) - given
            row = self.bank.row(group)
            apart = row and row.gives(self.bank.right, [*left])
            if left and apart and all(name in factors for name in left):
                yield group, left

    def _partial(self) -> Diagnosis | None:
        """The mistakes that explain most of the wrong outputs and leave the right ones right."""
        for group, given in self.candidates.by_coverage:
            if any(self._tells(self.seen.pieces[name]) for name in given):
                return Diagnosis(PARTIAL, self._named(group), self.right)
        return None

    def _named(self, mistakes: Sequence[Mistake]) -> tuple[Named, ...]:
        """Mistakes as the student reads them, in the order in which the program comes to them."""
        source = source_of(self.bank.exercise.reference)
        ordered = sorted(mistakes, key=lambda mistake: source.index(mistake.edits[0][0]))
        return tuple(Named(mistake.id, mistake.feedback) for mistake in ordered)

    def _tells(self, piece: Signature) -> bool:
        """Whether an output is more than the pattern of the calls that raised."""
        return piece.telling >= ENOUGH_IN_PART and RAISED not in piece.form
