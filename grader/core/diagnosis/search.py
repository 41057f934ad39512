"""Which mistakes reproduce an observation?  Those of single outputs, then merged over them."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from grader.core.diagnosis.bank import Row
from grader.core.diagnosis.candidates import Candidates
from grader.core.diagnosis.observation import Observation
from grader.core.exercise import Mistake

ENOUGH = 3  # numbers that are finite and not 0, over all outputs
OTHERS = 10  # exact explanations that are compared
MOST = 4  # mistakes in the shortest explanations


class Search:
    """One search for what explains one observation."""

    def __init__(self, seen: Observation) -> None:
        self.seen, self.bank = seen, seen.bank
        self.candidates = Candidates(seen)

    @property
    def enough(self) -> bool:
        """Whether there is enough to see for an explanation to mean something."""
        return sum(piece.telling for piece in self.seen.pieces.values()) >= ENOUGH

    def likeliest(self) -> Row | None:
        """The first that fails and overflows at the same places, too; else the first."""
        found = self.all()
        first = next(found, None)
        if first is None or first.repeats(self.seen.pieces):
            return first
        others = itertools.islice(self._as_short(first, found), OTHERS)
        return next((row for row in others if row.repeats(self.seen.pieces)), first)

    def _as_short(self, first: Row, more: Iterator[Row]) -> Iterator[Row]:
        """Explanations of no more mistakes than the first; longer ones are not even looked for."""
        size = len(first.mistakes)
        if size == 1:
            return self.single()
        return self.pairs() if size == 2 else (row for row in more if len(row.mistakes) <= size)

    def all(self) -> Iterator[Row]:
        """Explanations, those of few mistakes and of little work first."""
        yield from self.single()
        yield from self.rows(self.candidates.few())
        yield from self.rows(self.candidates.merged())
        yield from self.rows(self.candidates.extended())

    def shortest(self) -> Iterator[Row]:
        """Explanations of as few mistakes as the first has; only what is found with little work."""
        groups = itertools.chain(self.candidates.few(), self.candidates.merged())
        size = MOST
        for row in itertools.chain(self.single(), self.rows(groups)):
            if len(row.mistakes) > size:
                return
            size = len(row.mistakes)
            yield row

    def single(self) -> Iterator[Row]:
        return filter(self.explains, self.candidates.single(self.seen.shown))

    def pairs(self) -> Iterator[Row]:
        return self.rows(group for group in self.candidates.few() if len(group) == 2)

    def rows(self, groups: Iterable[Sequence[Mistake]]) -> Iterator[Row]:
        """Those of these groups that explain what is seen."""
        for group in filter(self._likely, groups):
            row = self.bank.row(group)
            if row and self.explains(row):
                yield row

    def _likely(self, group: Sequence[Mistake]) -> bool:
        """Whether the first call that returned is reproduced: quickly seen, and mostly not."""
        seen, (first, observed) = self.seen, self.seen.first
        found = self.bank.glance(group, first)
        return found is not None and all(seen.alike(found[n], observed[n]) for n in seen.names)

    def explains(self, row: Row) -> bool:
        """Whether all numbers are reproduced, and no call succeeds that raised.

        Where no number is wrong, only what raises in the same calls can be told from others, what
        changes an argument, or a single slip in the kind of numbers.
        """
        seen = self.seen
        if seen.mute and not row.repeats(seen.pieces):
            return False
        if not seen.wrong and not row.changed and (seen.changed or len(row.mistakes) > 1):
            return False
        alike = row.changed <= seen.changed and seen.agrees(row, seen.names)
        return alike and self._may_raise(row) and self._is_told(row)

    def _is_told(self, row: Row) -> bool:
        """Whether at least half of all that is finite is reproduced, not lost in an overflow."""
        if not any(piece.overflowed for piece in row.pieces.values()):
            return True
        counts = [row.pieces[n].finite_of(self.seen.pieces[n]) for n in self.seen.names]
        reproduced, finite = (sum(some) for some in zip(*counts, strict=True))
        return 2 * reproduced >= finite

    def _may_raise(self, row: Row) -> bool:
        """Whether it raises where this does, or everywhere where this returns a wrong shape.

        With a size of 1 some raise where others stretch; but one of the other calls has to tell.
        No mistake raises where it does not show, and none shows by that alone.
        """
        slim, raised = self.bank.slim, self.seen.raised
        more = raised - row.raised
        if (more and more - row.touched(self.bank.right)) or (raised and self._has_idle(row)):
            return False
        if more and more <= slim and not (raised & row.raised) - slim:
            return more <= row.unfit
        return not more or (more - slim <= row.unfit and row.unfit - raised <= slim)

    def _has_idle(self, row: Row) -> bool:
        """Whether fewer of these mistakes give the same numbers."""
        fewer = itertools.combinations(row.mistakes, len(row.mistakes) - 1)
        rows = (self.bank.row(group) for group in fewer if group)
        return any(row and self.seen.agrees(row, self.seen.names) for row in rows)
