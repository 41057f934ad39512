"""What explains all of a sample where a number was chosen, or overflowed, or arguments changed?"""

import functools
import itertools
from collections.abc import Iterator, Sequence

from grader.core.diagnosis import chosen
from grader.core.diagnosis.bank import Choice, Row
from grader.core.diagnosis.observation import Alike, Observation
from grader.core.diagnosis.search import OTHERS, Search
from grader.core.diagnosis.signature import RAISED, Signature
from grader.core.exercise import Mistake

ENOUGH = 6  # numbers that are finite and not 0, in one output


def tells(piece: Signature) -> bool:
    """Whether an output is more than the pattern of the calls that raised."""
    return piece.telling >= ENOUGH and RAISED not in piece.form


class Whole:
    """What explains everything in one observation."""

    def __init__(self, seen: Observation) -> None:
        self.seen, self.bank = seen, seen.bank
        self.search = Search(seen)

    def explanation(self) -> Row | None:
        """The likeliest one."""
        if found := self.search.likeliest() or self._chosen(self.bank.choices):
            found = self._shortened(found)
        else:
            found = self._overflowing()
        return self._with_changes(found) if found else None

    def other(self, exact: Row) -> Row | None:
        """Another explanation, as good and as short; sought where all are known, up to pairs."""
        if len(exact.mistakes) == 1:
            found = filter(self.search.explains, self.bank.twins(exact))
        elif len(exact.mistakes) == 2:
            found = self.search.pairs()
        else:
            return None
        for row in found:
            same_words = {m.feedback for m in row.mistakes} == {m.feedback for m in exact.mistakes}
            as_good = row.repeats(self.seen.pieces) or not exact.repeats(self.seen.pieces)
            if as_good and not same_words:
                return row
        return None

    @functools.cached_property
    def finite(self) -> Row | None:
        """Mistakes that give all finite numbers of a sample that overflows where they do not."""
        if not self._overflows or self.seen.lost:
            return None
        wrong = [name for name in self.seen.wrong if not self.seen.is_right(name)]
        if not any(tells(self.seen.pieces[name]) for name in wrong):
            return None
        return next(self._forgiving(Signature.fits).all(), None)

    @property
    def _overflows(self) -> bool:
        return any(piece.overflowed for piece in self.seen.pieces.values())

    def _forgiving(self, alike: Alike) -> Search:
        return Search(Observation(self.bank, self.seen.sample, alike))

    def _chosen(self, choices: Sequence[Choice]) -> Row | None:
        """With a mistake in which the student chose a number."""
        for choice in choices:
            if choice.outputs.isdisjoint(self.seen.wrong):
                continue
            for others in self._beside(choice, choices):
                for made in chosen.solved(self.seen, others, choice):
                    if row := self._made_whole(made):
                        return row
        return None

    def _beside(self, choice: Choice, choices: Sequence[Choice]) -> Iterator[Sequence[Mistake]]:
        """What explains all that depends on no number, alone or with one mistake that does.

        Where nothing does, another number may have been chosen as well.
        """
        rest = chosen.without(self.seen.sample, self.seen.names, choice)
        shown = Search(Observation(self.bank, rest, Signature.fits))
        right = all(map(shown.seen.is_right, shown.seen.shown))
        yield ()
        found = () if right or not shown.enough else itertools.islice(shown.shortest(), OTHERS)
        last: tuple[Mistake, ...] | None = () if right else None
        for row in found:
            last = row.mistakes
            yield last
        if last is not None:
            yield from ((*last, more) for more in choice.hidden)
        elif others := [one for one in choices if one is not choice]:
            row = Whole(shown.seen)._chosen(others)
            yield from (row.mistakes,) if row else ()

    def _made_whole(self, mistakes: Sequence[Mistake]) -> Row | None:
        """These, if they explain everything; or with one more that explains an overflow."""
        row = self.bank.row(mistakes)
        if row is None or self.search.explains(row):
            return row
        fits = all(piece.fits(self.seen.pieces[name]) for name, piece in row.pieces.items())
        return self._with_overflow(mistakes) if self._overflows and fits else None

    def _shortened(self, row: Row) -> Row:
        """Fewer mistakes, if these differ from them in nothing but how an overflow ends.

        Rare ones make way for any that are fewer, a second one that overflows for the first.
        """
        size, rare = len(row.mistakes), any(m.rare for m in row.mistakes)
        overflowing = [m for m in row.mistakes if m in self.bank.overflowing]
        if size == 1 or not self._overflows or (not rare and len(overflowing) < 2):
            return row
        allowing = self._forgiving(Signature.allows)
        dropped = sorted(row.mistakes, key=lambda m: not m.rare) if rare else overflowing
        parts = allowing.rows([one for one in row.mistakes if one is not m] for m in dropped)
        others = itertools.chain(allowing.single(), allowing.pairs() if size > 2 else ())
        fewer = next(itertools.chain(parts, others if rare else ()), None)
        return self._shortened(fewer) if fewer else row

    def _overflowing(self) -> Row | None:
        """Where an overflow on the way may have ended in another way than ours."""
        if not self._overflows:
            return None
        if allowed := next(self._forgiving(Signature.allows).all(), None):
            return allowed
        return self._with_overflow(self.finite.mistakes) if self.finite else None

    def _with_overflow(self, mistakes: Sequence[Mistake]) -> Row | None:
        """What explains all finite numbers, and one mistake more that explains the overflow."""
        rows = (self.bank.row((*mistakes, more)) for more in self.bank.overflowing)
        return next((row for row in rows if row and row.repeats(self.seen.pieces)), None)

    def _with_changes(self, row: Row) -> Row:
        """With one mistake more if that changes the arguments that were changed."""
        if row.changed == self.seen.changed:
            return row
        rows = (self.bank.row((*row.mistakes, more)) for more in self.bank.changing)
        changed = (r for r in rows if r and r.changed == self.seen.changed)
        return next(filter(self.search.explains, changed), row)
