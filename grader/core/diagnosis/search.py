"""How is the explanation found?  Exact, then merged over outputs, then a factor, then in part."""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from grader.core.diagnosis.bank import Bank, Row, bank_of
from grader.core.diagnosis.factors import factor_of
from grader.core.diagnosis.signature import Pieces, changes, pieces
from grader.core.exercise import Mistake
from grader.core.result import EXACT, NONE, PARTIAL, UNKNOWN, Diagnosis, Named
from grader.core.run import CallResult
from grader.core.sheet import Sheet

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

ENOUGH = 3  # numbers that are finite and not 0, over all outputs
ENOUGH_IN_PART = 6  # the same, in the one output that a partial explanation speaks of
CANDIDATES = 5  # explanations kept for each output when they are merged
UNIONS = 60
MOST = 5  # mistakes named together


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
    """One search for one sample."""

    def __init__(self, bank: Bank, sample: Sequence[CallResult], right: tuple[str, ...]) -> None:
        self.bank, self.sample, self.right = bank, sample, right
        self.names = bank.exercise.returns
        self.observed: Pieces = pieces(bank.exercise, sample)
        self.changed = changes(sample)
        self.wrong = [name for name in self.names if name not in right]

    def diagnosis(self) -> Diagnosis:
        if sum(piece.telling for piece in self.observed.values()) < ENOUGH:
            return Diagnosis(UNKNOWN, (), self.right)
        exact = next(self._exact(), None)
        if exact:
            return Diagnosis(EXACT, _named(exact.mistakes), self.right)
        return self._factor() or self._partial() or Diagnosis(UNKNOWN, (), self.right)

    def _exact(self) -> Iterator[Row]:
        """Explanations of everything, those of few mistakes and of little work first."""
        yield from filter(self._explains, self.bank.singles)
        yield from self._rows(union for union in self._unions(self._singly) if len(union) == 2)
        yield from self._rows(self.bank.groups.matching(self._probes, self.names))
        yield from self._rows(self._unions(self._of_output))

    def _rows(self, groups: Iterable[Sequence[Mistake]]) -> Iterator[Row]:
        for group in groups:
            row = self.bank.row(group)
            if row and self._explains(row):
                yield row

    def _explains(self, row: Row) -> bool:
        return row.changed <= self.changed and row.gives(self.observed, self.names)

    def _unions(
        self, explanations: Callable[[str], Iterable[tuple[Mistake, ...]]]
    ) -> list[tuple[Mistake, ...]]:
        """Explanations of the single outputs put together: mistakes that do not meet."""
        if len(self.wrong) < 2:
            return []
        choices = [list(itertools.islice(explanations(n), CANDIDATES)) for n in self.wrong]
        unions = {
            tuple(dict.fromkeys(itertools.chain.from_iterable(choice)))
            for choice in itertools.product(*choices)
        }
        return sorted((u for u in unions if len(u) <= MOST), key=_order)[:UNIONS]

    def _singly(self, name: str) -> Iterator[tuple[Mistake, ...]]:
        """The single mistakes that explain one output, whatever they say about the others."""
        return (r.mistakes for r in self.bank.singles if r.gives(self.observed, [name]))

    def _of_output(self, name: str) -> Iterator[tuple[Mistake, ...]]:
        """The same with groups of mistakes, the smallest first."""
        yield from self._singly(name)
        for group in self.bank.groups.matching(self._probes, [name]):
            if (row := self.bank.row(group)) and row.gives(self.observed, [name]):
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
        best: tuple[int, tuple[Mistake, ...]] | None = None
        for name in self.wrong:
            if self.observed[name].telling < ENOUGH_IN_PART:
                continue
            for group in itertools.islice(self._of_output(name), CANDIDATES):
                row = self.bank.row(group)
                if row and row.gives(self.observed, self.right):
                    covered = sum(row.gives(self.observed, [n]) for n in self.wrong)
                    if best is None or (covered, -len(group)) > (best[0], -len(best[1])):
                        best = covered, group
        return Diagnosis(PARTIAL, _named(best[1]), self.right) if best else None


def _order(group: tuple[Mistake, ...]) -> tuple[int, tuple[str, ...]]:
    return len(group), tuple(m.id for m in group)


def _named(mistakes: Sequence[Mistake]) -> tuple[Named, ...]:
    return tuple(Named(mistake.id, mistake.feedback) for mistake in mistakes)
