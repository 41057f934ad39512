"""How is the explanation found?  Exact, then merged over outputs, then a factor, then in part."""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from grader.core.diagnosis.bank import Bank, Row, bank_of
from grader.core.diagnosis.factors import factor_of
from grader.core.diagnosis.overflow import as_overflow
from grader.core.diagnosis.signature import RAISED, Pieces, Signature, changes, pieces
from grader.core.exercise import Mistake
from grader.core.result import EXACT, NONE, PARTIAL, UNKNOWN, Diagnosis, Named
from grader.core.run import CallResult
from grader.core.sheet import Sheet

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

ENOUGH = 3  # numbers that are finite and not 0, over all outputs
ENOUGH_IN_PART = 6  # the same, in the one output that a partial explanation speaks of
CANDIDATES = 8  # explanations kept for each output when they are merged
UNIONS = 60
MOST = 5  # mistakes named together
EXTENDED = 3  # explanations of some outputs to which one more mistake is added


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
    if len(calls) < len(sheet.probes) or not exercise.mistakes:
        return Diagnosis(UNKNOWN, (), right)
    return Search(bank_of(exercise), calls, right).diagnosis()


class Search:
    """One search for one sample.  `agrees` says whether an explanation fits some outputs."""

    def __init__(
        self,
        bank: Bank,
        sample: Sequence[CallResult],
        right: tuple[str, ...],
        agrees: Callable[[Row, Pieces, Sequence[str]], bool] = Row.gives,
    ) -> None:
        sample = [as_overflow(*pair) for pair in zip(sample, bank.expected, strict=True)]
        self.bank, self.sample, self.right, self.agrees = bank, sample, right, agrees
        self.names = bank.exercise.returns
        self.observed: Pieces = pieces(bank.exercise, sample)
        self.changed = changes(sample)
        # A wrong shape is a mistake to be found, even where the values count as right.
        self.wrong = [n for n in self.names if not bank.right[n].gives(self.observed[n])]
        self.sound = [name for name in self.names if name not in self.wrong]

    def diagnosis(self) -> Diagnosis:
        if sum(piece.telling for piece in self.observed.values()) < ENOUGH:
            return Diagnosis(UNKNOWN, (), self.right)
        exact = next(self._exact(), None) or self._overflowing()
        if exact:
            return Diagnosis(EXACT, _named(exact.mistakes), self.right)
        return self._factor() or self._partial() or Diagnosis(UNKNOWN, (), self.right)

    def _exact(self) -> Iterator[Row]:
        """Explanations of everything, those of few mistakes and of little work first."""
        yield from filter(self._explains, self.bank.singles)
        yield from self._rows(union for union in self._unions(self._singly) if len(union) == 2)
        yield from self._rows(self.bank.groups.matching(self._probes, self.names))
        yield from self._rows(self._unions(self._of_output))
        yield from self._rows(self._extended())

    def _overflowing(self) -> Row | None:
        """The same where an overflow on the way may have ended in another way than ours."""
        if all(np.isfinite(piece.numbers).all() for piece in self.observed.values()):
            return None
        return next(Search(self.bank, self.sample, self.right, Row.allows)._exact(), None)

    def _rows(self, groups: Iterable[Sequence[Mistake]]) -> Iterator[Row]:
        for group in groups:
            row = self.bank.row(group)
            if row and self._explains(row):
                yield row

    def _explains(self, row: Row) -> bool:
        return row.changed <= self.changed and self.agrees(row, self.observed, self.names)

    def _unions(
        self, explanations: Callable[[str], Iterable[tuple[Mistake, ...]]]
    ) -> list[tuple[Mistake, ...]]:
        """Explanations of the single outputs put together: mistakes that do not meet."""
        choices = [list(itertools.islice(explanations(n), CANDIDATES)) for n in self.wrong]
        # An output that nothing explains alone may be one that two explanations of others meet in.
        choices = [choice for choice in choices if choice]
        if len(choices) < 2:
            return []
        unions = {
            tuple(dict.fromkeys(itertools.chain.from_iterable(choice)))
            for choice in itertools.product(*choices)
        }
        return sorted((u for u in unions if len(u) <= MOST), key=_order)[:UNIONS]

    def _extended(self) -> Iterator[tuple[Mistake, ...]]:
        """What explains most outputs, with one more mistake that changes only the others."""
        for group, given in itertools.islice(self._by_coverage(), EXTENDED):
            left = set(self.wrong) - given
            for mistake in self.bank.mistakes:
                if self.bank.spoilt[mistake] <= left:
                    yield *group, mistake

    def _by_coverage(self) -> list[tuple[tuple[Mistake, ...], set[str]]]:
        """Explanations of single outputs and all the outputs that they explain, most first."""
        found = {}
        for name in self.wrong:
            for group in itertools.islice(self._of_output(name), CANDIDATES):
                if row := self.bank.row(group):
                    found[group] = {n for n in self.wrong if self.agrees(row, self.observed, [n])}
        return sorted(found.items(), key=lambda pair: (-len(pair[1]), _order(pair[0])))

    def _singly(self, name: str) -> Iterator[tuple[Mistake, ...]]:
        """The single mistakes that explain one wrong output and leave the right ones right."""
        names = [name, *self.sound]
        return (r.mistakes for r in self.bank.singles if self.agrees(r, self.observed, names))

    def _of_output(self, name: str) -> Iterator[tuple[Mistake, ...]]:
        """The same with groups of mistakes, of which none would do with fewer."""
        found = list(self._singly(name))
        yield from found
        names = [name, *self.sound]
        for group in self.bank.groups.matching(self._probes, names):
            if any(set(fewer) < set(group) for fewer in found):
                continue
            if (row := self.bank.row(group)) and self.agrees(row, self.observed, names):
                found.append(group)
                yield group

    @functools.cached_property
    def _probes(self) -> Pieces:
        return self.bank.on_probes(self.sample)

    def _factor(self) -> Diagnosis | None:
        """A factor that nobody catalogued, if it explains all that is wrong."""
        found = [factor_of(self.bank.exercise, self.sample, name) for name in self.wrong]
        sentences = [sentence for sentence in found if sentence]
        if not sentences or len(sentences) < len(self.wrong):
            return None
        named = tuple(Named("FACTOR", sentence) for sentence in sentences)
        return Diagnosis(EXACT, named, self.right)

    def _partial(self) -> Diagnosis | None:
        """The mistakes that explain most of the wrong outputs and leave the right ones right."""
        for group, given in self._by_coverage():
            if any(self._tells(self.observed[name]) for name in given):
                return Diagnosis(PARTIAL, _named(group), self.right)
        return None

    def _tells(self, piece: Signature) -> bool:
        """Whether an output is more than the pattern of the calls that raised."""
        return piece.telling >= ENOUGH_IN_PART and RAISED not in piece.form


def _order(group: tuple[Mistake, ...]) -> tuple[int, tuple[str, ...]]:
    return len(group), tuple(m.id for m in group)


def _named(mistakes: Sequence[Mistake]) -> tuple[Named, ...]:
    return tuple(Named(mistake.id, mistake.feedback) for mistake in mistakes)
