"""Which mistakes explain all that was seen?  Those of single outputs, then merged over them."""

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence

from grader.core.diagnosis.bank import Row
from grader.core.diagnosis.candidates import Candidates
from grader.core.diagnosis.observation import Alike, Observation
from grader.core.diagnosis.signature import RAISED, Signature
from grader.core.exercise import Mistake

ENOUGH = 3  # numbers that are finite and not 0, over all outputs
ENOUGH_IN_PART = 6  # the same, in the one output that a partial explanation speaks of
OTHERS = 10  # exact explanations that are compared


def tells(piece: Signature) -> bool:
    """Whether an output is more than the pattern of the calls that raised."""
    return piece.telling >= ENOUGH_IN_PART and RAISED not in piece.form


class Search:
    """One search for what explains one observation."""

    def __init__(self, seen: Observation) -> None:
        self.seen, self.bank = seen, seen.bank
        self.candidates = Candidates(seen)

    @property
    def enough(self) -> bool:
        """Whether there is enough to see for an explanation to mean something."""
        return sum(piece.telling for piece in self.seen.pieces.values()) >= ENOUGH

    def exact(self) -> Row | None:
        """The likeliest explanation of everything."""
        return self._likeliest(self._exact()) or self._overflowing()

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

    def other(self, exact: Row) -> Row | None:
        """Another explanation, as good and as short; sought where all are known, up to pairs."""
        if len(exact.mistakes) == 1:
            found = filter(self._explains, self.bank.twins(exact))
        elif len(exact.mistakes) == 2:
            found = self._rows(group for group in self.candidates.few() if len(group) == 2)
        else:
            return None
        for row in found:
            same_words = {m.feedback for m in row.mistakes} == {m.feedback for m in exact.mistakes}
            as_good = row.repeats(self.seen.pieces) or not exact.repeats(self.seen.pieces)
            if as_good and not same_words:
                return row
        return None

    def _overflowing(self) -> Row | None:
        """The same where an overflow on the way may have ended in another way than ours."""
        if not any(piece.overflowed for piece in self.seen.pieces.values()):
            return None
        return next(self._forgiving(Signature.allows)._exact(), None) or self._with_overflow()

    def _forgiving(self, alike: Alike) -> "Search":
        return Search(Observation(self.bank, self.seen.sample, alike))

    def _with_overflow(self) -> Row | None:
        """What explains all finite numbers, and one mistake more that explains the overflow."""
        if not (found := self.finite):
            return None
        rows = (self.bank.row((*found.mistakes, more)) for more in self.bank.overflowing)
        return next((row for row in rows if row and row.repeats(self.seen.pieces)), None)

    @functools.cached_property
    def finite(self) -> Row | None:
        """Mistakes that give all finite numbers of a sample that overflows where they do not."""
        pieces, right = self.seen.pieces, self.bank.right
        if not any(piece.overflowed for piece in pieces.values()):
            return None
        wrong = [pieces[name] for name in self.seen.wrong if not right[name].fits(pieces[name])]
        if not any(map(tells, wrong)):
            return None
        return next(self._forgiving(Signature.fits)._exact(), None)

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
        return row.changed <= seen.changed and seen.agrees(row, seen.names) and self._may_raise(row)

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
