"""What is said of a sample: all of it, all but an overflow, a factor, a part, or nothing?"""

import dataclasses
from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from grader.core.diagnosis.bank import bank_of
from grader.core.diagnosis.candidates import Group
from grader.core.diagnosis.observation import Observation
from grader.core.diagnosis.signature import mark, pieces
from grader.core.diagnosis.unforeseen import unforeseen
from grader.core.diagnosis.whole import Whole, tells
from grader.core.edits import source_of
from grader.core.exercise import Mistake
from grader.core.result import EXACT, NONE, PARTIAL, UNKNOWN, Diagnosis, Named
from grader.core.run import CallResult
from grader.core.sheet import Sheet

if TYPE_CHECKING:
    from grader.core.kinds.code import Code


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
        found = Explanation(Observation(bank_of(exercise), calls), right).diagnosis()
    signature = "" if found.certainty == EXACT else mark(pieces(exercise, calls))
    return dataclasses.replace(found, signature=signature)


class Explanation:
    """What explains one observation; `right` are outputs that are certified."""

    def __init__(self, seen: Observation, right: tuple[str, ...]) -> None:
        self.seen, self.right, self.bank = seen, right, seen.bank
        self.whole = Whole(seen)
        self.candidates = self.whole.search.candidates

    def diagnosis(self) -> Diagnosis:
        if not self.whole.search.enough:
            return Diagnosis(UNKNOWN, (), self.right)
        found = None if self.seen.lost else self._exact() or self._factor()
        return found or self._partial() or Diagnosis(UNKNOWN, (), self.right)

    def _exact(self) -> Diagnosis | None:
        if exact := self.whole.explanation():
            other = self.whole.other(exact)
            also = self._named(other.mistakes) if other else ()
            return Diagnosis(EXACT, self._named(exact.mistakes), self.right, also)
        return None

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
        """What explains all but an overflow; else most wrong outputs, if it leaves the others."""
        if self.whole.finite:
            return Diagnosis(PARTIAL, self._named(self.whole.finite.mistakes), self.right)
        for group, given in self.candidates.by_coverage:
            if any(tells(self.seen.pieces[name]) for name in given):
                return Diagnosis(PARTIAL, self._named(group), self.right)
        return None

    def _named(self, mistakes: Sequence[Mistake]) -> tuple[Named, ...]:
        """Mistakes as the student reads them, in the order in which the program comes to them."""
        source = source_of(self.bank.exercise.reference)
        ordered = sorted(mistakes, key=lambda mistake: source.index(mistake.edits[0][0]))
        return tuple(Named(mistake.id, mistake.feedback) for mistake in ordered)
