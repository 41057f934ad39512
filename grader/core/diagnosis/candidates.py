"""Which groups of mistakes are worth a closer look, the likeliest first?"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from grader.core.diagnosis.bank import Row
from grader.core.diagnosis.observation import Observation
from grader.core.exercise import Mistake

EACH = 8  # explanations kept for each output when they are merged
UNIONS = 100
MOST = 5  # mistakes named together
COVERING = 20  # of which so many are asked what they explain together
PAIRED = 120  # mistakes of which two are added; of more there are too many pairs
EXTENDED = 3  # explanations of some outputs to which more mistakes are added

Group = tuple[Mistake, ...]


class Candidates:
    """The groups for one observation, from what explains its outputs one by one."""

    def __init__(self, seen: Observation) -> None:
        self.seen, self.bank = seen, seen.bank

    def few(self) -> Iterator[Group]:
        """What could be the same of pairs, and of triples in the bank."""
        yield from (union for union in self._unions(self._singly) if len(union) == 2)
        yield from self._matching(self.seen.shown)

    def single(self, names: Sequence[str]) -> list[Row]:
        """The single mistakes that could give these outputs."""
        found = self.bank.alone.matching(self.seen.pieces, names, self.seen.lenient)
        return [self.bank.single[mistake] for (mistake,) in found]

    def _unions(self, explanations: Callable[[str], Iterable[Group]]) -> list[Group]:
        """Explanations of the single outputs put together: mistakes that do not meet."""
        choices = [list(itertools.islice(explanations(n), EACH)) for n in self.seen.wrong]
        # An output that nothing explains alone may be one that two explanations of others meet in.
        choices = [choice for choice in choices if choice]
        if len(choices) < 2:
            return []
        unions = {
            tuple(dict.fromkeys(itertools.chain.from_iterable(choice)))
            for choice in itertools.product(*choices)
        }
        return sorted((u for u in unions if len(u) <= MOST), key=self._order)[:UNIONS]

    def merged(self) -> list[Group]:
        """What explains single outputs, alone or as a group, put together."""
        return self._unions(self._grouped.__getitem__)

    def extended(self) -> Iterator[Group]:
        """What explains most outputs, with one or two more that change only the others."""
        for size in (1, 2):
            for group, given in self.by_coverage[: EXTENDED // size]:
                left = set(self.seen.wrong) - given
                more = [m for m in self.bank.mistakes if self.bank.spoilt[m] <= left]
                if size > 1 and len(more) > PAIRED:
                    continue
                extended = ((*group, *extra) for extra in itertools.combinations(more, size))
                yield from filter(self._could_raise, extended)

    def _could_raise(self, group: Iterable[Mistake]) -> bool:
        """Whether each call that raised could be due to one of these mistakes."""
        unfit = frozenset[int]().union(*(self.bank.single[mistake].unfit for mistake in group))
        return self.seen.raised - self.bank.slim <= unfit

    @functools.cached_property
    def by_coverage(self) -> list[tuple[Group, set[str]]]:
        """Explanations of some outputs and all the outputs that they explain, most first."""
        alone = itertools.chain(*(self._grouped[name] for name in self.seen.wrong))
        found = {}
        for group in dict.fromkeys([*alone, *self.merged()[:COVERING]]):
            row = self.bank.row(group)
            if row and row.changed <= self.seen.changed and self.seen.agrees(row, self.seen.sound):
                found[group] = {n for n in self.seen.wrong if self.seen.agrees(row, [n])}
        return sorted(found.items(), key=lambda pair: self._coverage(*pair))

    def _coverage(self, group: Group, given: set[str]) -> tuple[int, int, tuple[int, list[int]]]:
        """Most outputs first, and of as many what says nothing about those that are lost."""
        unseen = sum(not self.bank.spoilt[mistake].isdisjoint(self.seen.lost) for mistake in group)
        return -len(given), unseen, self._order(group)

    @functools.cached_property
    def _grouped(self) -> dict[str, list[Group]]:
        """Of each output the first explanations by mistakes and groups of them."""
        return {n: list(itertools.islice(self._of_output(n), EACH)) for n in self.seen.wrong}

    def _singly(self, name: str) -> Iterator[Group]:
        """The single mistakes that explain one output, whatever they say about the others."""
        fitting = (row for row in self.single([name]) if self._fits(row.mistakes))
        return (row.mistakes for row in fitting if self.seen.agrees(row, [name]))

    def _of_output(self, name: str) -> Iterator[Group]:
        """The same with groups of mistakes that all change this output, the smallest first."""
        enough = list(self._singly(name))
        yield from enough
        for group in self._matching([name]):
            touching = all(name in self.bank.spoilt[mistake] for mistake in group)
            if not touching or not self._fits(group) or any(set(e) < set(group) for e in enough):
                continue
            if (row := self.bank.row(group)) and self.seen.agrees(row, [name]):
                enough.append(group)
                yield group

    def _matching(self, names: Sequence[str]) -> Iterator[Group]:
        return self.bank.together.matching(self.seen.probes, names, self.seen.lenient)

    def _fits(self, group: Sequence[Mistake]) -> bool:
        """Whether these mistakes leave the outputs alone that are right."""
        return all(self.bank.spoilt[mistake].isdisjoint(self.seen.sound) for mistake in group)

    def _order(self, group: Group) -> tuple[int, list[int]]:
        return len(group), self.bank.places(group)
