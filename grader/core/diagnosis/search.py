"""How is the explanation found?  Exact, then merged over outputs, then a factor, then in part."""

import dataclasses
import functools
import itertools
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from grader.core.diagnosis.bank import Bank, Row, bank_of
from grader.core.diagnosis.overflow import as_overflow
from grader.core.diagnosis.signature import RAISED, Pieces, Signature, changes, mark, pieces
from grader.core.diagnosis.unforeseen import unforeseen
from grader.core.edits import source_of
from grader.core.exercise import Mistake
from grader.core.result import EXACT, NONE, PARTIAL, UNKNOWN, Diagnosis, Named
from grader.core.run import CallResult, Raised
from grader.core.sheet import Sheet

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

ENOUGH = 3  # numbers that are finite and not 0, over all outputs
ENOUGH_IN_PART = 6  # the same, in the one output that a partial explanation speaks of
CANDIDATES = 8  # explanations kept for each output when they are merged
UNIONS = 100
MOST = 5  # mistakes named together
COVERING = 20  # of which so many are asked what they explain together
OTHERS = 10  # exact explanations that are compared
EXTENDED = 3  # explanations of some outputs to which more mistakes are added


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
        found = Search(bank_of(exercise), calls, right).diagnosis()
    signature = "" if found.certainty == EXACT else mark(pieces(exercise, calls))
    return dataclasses.replace(found, signature=signature)


class Search:
    """One search for one sample.

    A `lenient` one lets an overflow on the way end as inf or nan, however it ends in ours.
    """

    def __init__(
        self,
        bank: Bank,
        sample: Sequence[CallResult],
        right: tuple[str, ...],
        lenient: bool = False,
    ) -> None:
        sample = [as_overflow(*pair) for pair in zip(sample, bank.expected, strict=True)]
        self.bank, self.sample, self.right, self.lenient = bank, sample, right, lenient
        self.alike = Signature.allows if lenient else Signature.gives
        self.names = bank.exercise.returns
        self.observed: Pieces = pieces(bank.exercise, sample)
        self.changed = changes(sample)
        self.raised = frozenset(i for i, call in enumerate(sample) if isinstance(call, Raised))
        # A wrong shape is a mistake to be found, even where the values count as right.
        self.wrong = [n for n in self.names if not bank.right[n].gives(self.observed[n])]
        self.mute = bool(self.raised) and not self.wrong  # right wherever it returned
        if self.mute:
            self.wrong = list(self.names)
        self.sound = [name for name in self.names if name not in self.wrong]

    def diagnosis(self) -> Diagnosis:
        if sum(piece.telling for piece in self.observed.values()) < ENOUGH:
            return Diagnosis(UNKNOWN, (), self.right)
        exact = self._likeliest(self._exact()) or self._overflowing()
        if exact:
            return Diagnosis(EXACT, self._named(exact.mistakes), self.right, self._other(exact))
        return self._factor() or self._partial() or Diagnosis(UNKNOWN, (), self.right)

    def _likeliest(self, found: Iterator[Row]) -> Row | None:
        """The first that fails and overflows at the same places, too; else the first."""
        first = next(found, None)
        if first is None or first.repeats(self.observed):
            return first
        others = itertools.islice(self._as_short(first, found), OTHERS)
        return next((row for row in others if row.repeats(self.observed)), first)

    def _as_short(self, first: Row, more: Iterator[Row]) -> Iterator[Row]:
        """Explanations of no more mistakes than the first; longer ones are not even looked for."""
        size = len(first.mistakes)
        if size == 1:
            return filter(self._explains, self._single(self.names))
        if size == 2:
            return self._rows(group for group in self._few() if len(group) == 2)
        return (row for row in more if len(row.mistakes) <= size)

    def _exact(self) -> Iterator[Row]:
        """Explanations of everything, those of few mistakes and of little work first."""
        yield from filter(self._explains, self._single(self.names))
        yield from self._rows(self._few())
        yield from self._rows(self._unions(self._grouped.__getitem__))
        yield from self._rows(self._extended())

    def _few(self) -> Iterator[tuple[Mistake, ...]]:
        """What could be the same of pairs, and of triples in the bank."""
        yield from (union for union in self._unions(self._singly) if len(union) == 2)
        yield from self._matching(self.names)

    def _other(self, exact: Row) -> tuple[Named, ...]:
        """Another explanation, as good and as short; sought where all are known, up to pairs."""
        if len(exact.mistakes) == 1:
            found = filter(self._explains, self.bank.twins(exact))
        elif len(exact.mistakes) == 2:
            found = self._rows(group for group in self._few() if len(group) == 2)
        else:
            return ()
        for row in found:
            same_words = {m.feedback for m in row.mistakes} == {m.feedback for m in exact.mistakes}
            as_good = row.repeats(self.observed) or not exact.repeats(self.observed)
            if as_good and not same_words:
                return self._named(row.mistakes)
        return ()

    def _overflowing(self) -> Row | None:
        """The same where an overflow on the way may have ended in another way than ours."""
        if all(np.isfinite(piece.numbers).all() for piece in self.observed.values()):
            return None
        return next(Search(self.bank, self.sample, self.right, lenient=True)._exact(), None)

    def _rows(self, groups: Iterable[Sequence[Mistake]]) -> Iterator[Row]:
        for group in filter(self._likely, groups):
            row = self.bank.row(group)
            if row and self._explains(row):
                yield row

    def _likely(self, group: Sequence[Mistake]) -> bool:
        """Whether the first call that returned is reproduced: quickly seen, and mostly not."""
        first, observed = self._first
        found = self.bank.glance(group, first)
        return found is not None and all(self.alike(found[n], observed[n]) for n in self.names)

    @functools.cached_property
    def _first(self) -> tuple[int, Pieces]:
        first = min(set(range(len(self.sample))) - self.raised)
        return first, pieces(self.bank.exercise, [self.sample[first]])

    def _fits(self, group: Sequence[Mistake]) -> bool:
        """Whether these mistakes leave the outputs alone that are right."""
        return all(self.bank.spoilt[mistake].isdisjoint(self.sound) for mistake in group)

    def _explains(self, row: Row) -> bool:
        """Whether all numbers are reproduced, and no call succeeds that raised.

        Where no number is wrong, only what raises in the same calls can be told from others, what
        changes an argument, or a single slip in the kind of numbers.
        """
        if self.mute and not row.repeats(self.observed):
            return False
        if not self.wrong and not row.changed and (self.changed or len(row.mistakes) > 1):
            return False
        return (
            row.changed <= self.changed and self._may_raise(row) and self._agrees(row, self.names)
        )

    def _may_raise(self, row: Row) -> bool:
        """Whether it raises where this does, or everywhere where this returns a wrong shape.

        With a size of 1 some raise where others stretch; but one of the other calls has to tell.
        """
        slim = self.bank.slim
        more = self.raised - row.raised
        if more and more <= slim and not (self.raised & row.raised) - slim:
            return more <= row.unfit
        return not more or (more - slim <= row.unfit and row.unfit - self.raised <= slim)

    def _agrees(self, row: Row, names: Iterable[str]) -> bool:
        return all(self.alike(row.pieces[name], self.observed[name]) for name in names)

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
        """What explains most outputs, with one or two more that change only the others."""
        for size in (1, 2):
            for group, given in self._by_coverage[: EXTENDED // size]:
                left = set(self.wrong) - given
                more = [m for m in self.bank.mistakes if self.bank.spoilt[m] <= left]
                extended = ((*group, *extra) for extra in itertools.combinations(more, size))
                yield from filter(self._could_raise, extended)

    def _could_raise(self, group: Iterable[Mistake]) -> bool:
        """Whether each call that raised could be due to one of these mistakes."""
        unfit = frozenset[int]().union(*(self.bank.single[mistake].unfit for mistake in group))
        return self.raised - self.bank.slim <= unfit

    @functools.cached_property
    def _by_coverage(self) -> list[tuple[tuple[Mistake, ...], set[str]]]:
        """Explanations of some outputs and all the outputs that they explain, most first."""
        alone = itertools.chain(*(self._grouped[name] for name in self.wrong))
        found = {}
        for group in dict.fromkeys([*alone, *self._unions(self._grouped.__getitem__)[:COVERING]]):
            row = self.bank.row(group)
            if row and row.changed <= self.changed and self._agrees(row, self.sound):
                found[group] = {n for n in self.wrong if self._agrees(row, [n])}
        return sorted(found.items(), key=lambda pair: (-len(pair[1]), _order(pair[0])))

    @functools.cached_property
    def _grouped(self) -> dict[str, list[tuple[Mistake, ...]]]:
        """Of each output the first explanations by mistakes and groups of them."""
        return {n: list(itertools.islice(self._of_output(n), CANDIDATES)) for n in self.wrong}

    def _single(self, names: Sequence[str]) -> list[Row]:
        """The single mistakes that could give these outputs."""
        found = self.bank.alone.matching(self.observed, names, self.lenient)
        return [self.bank.single[mistake] for (mistake,) in found]

    def _singly(self, name: str) -> Iterator[tuple[Mistake, ...]]:
        """The single mistakes that explain one output, whatever they say about the others."""
        fitting = (row for row in self._single([name]) if self._fits(row.mistakes))
        return (row.mistakes for row in fitting if self._agrees(row, [name]))

    def _of_output(self, name: str) -> Iterator[tuple[Mistake, ...]]:
        """The same with groups of mistakes that all change this output, the smallest first."""
        enough = list(self._singly(name))
        yield from enough
        for group in self._matching([name]):
            touching = all(name in self.bank.spoilt[mistake] for mistake in group)
            if not touching or not self._fits(group) or any(set(e) < set(group) for e in enough):
                continue
            if (row := self.bank.row(group)) and self._agrees(row, [name]):
                enough.append(group)
                yield group

    def _matching(self, names: Sequence[str]) -> Iterator[tuple[Mistake, ...]]:
        return self.bank.together.matching(self._probes, names, self.lenient)

    @functools.cached_property
    def _probes(self) -> tuple[Pieces, Pieces]:
        return self.bank.together.observed(self.sample)

    def _factor(self) -> Diagnosis | None:
        """Factors that nobody catalogued, and known mistakes that explain all else.

        The fewest sentences; of as many, those with more that is known.
        """
        found = unforeseen(self.bank.exercise, self.sample, self.wrong)
        shared = [
            (group, tuple(dict.fromkeys(found[name] for name in self.wrong if name in left)))
            for group, left in self._beside(found)
        ]
        if not shared:
            return None
        known, factors = min(shared, key=lambda pair: (len(pair[0] + pair[1]), len(pair[1])))
        return Diagnosis(EXACT, (*self._named(known), *factors), self.right)

    def _beside(self, factors: Container[str]) -> Iterator[tuple[tuple[Mistake, ...], set[str]]]:
        """Mistakes that leave right all that they do not explain, and what factors explain then."""
        groups = [((), set()), *self._by_coverage] if factors else []
        for group, given in groups:
            left = set(self.wrong) - given
            row = self.bank.row(group)
            apart = row and row.gives(self.bank.right, [*left])
            if left and apart and all(name in factors for name in left):
                yield group, left

    def _partial(self) -> Diagnosis | None:
        """The mistakes that explain most of the wrong outputs and leave the right ones right."""
        for group, given in self._by_coverage:
            if any(self._tells(self.observed[name]) for name in given):
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


def _order(group: tuple[Mistake, ...]) -> tuple[int, tuple[str, ...]]:
    return len(group), tuple(m.id for m in group)
