"""What do mistakes lead to that are made together?  Simulated once for each exercise, and kept."""

import dataclasses
import functools
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from grader.core.diagnosis.groups import Groups, told_apart
from grader.core.diagnosis.kept import LAYOUT, NOTHING, Kept
from grader.core.diagnosis.shelf import shelf
from grader.core.diagnosis.signature import Pieces, pieces
from grader.core.edits import source_of
from grader.core.exercise import Mistake
from grader.core.run import Call, CallResult

if TYPE_CHECKING:
    from grader.core.diagnosis.bank import Bank

PROBES = 2  # calls on which groups are simulated; what matches there is simulated in full
FEW = 16  # up to this many mistakes, triples are simulated too …
FEW_OF_ONE = 100  # … and up to this many where there is a single output to find them in


class Together:
    """The groups of mistakes of a bank on a few probe calls, simulated when first asked for."""

    def __init__(self, bank: "Bank") -> None:
        self._bank = bank
        self._probes = _probes(bank.calls)
        self._kept: Kept | None = None

    def observed(self, sample: Sequence[CallResult]) -> tuple[Pieces, Pieces]:
        """What of a sample pairs and triples are compared with."""
        exercise = self._bank.exercise
        probes = [sample[i] for i in self._probes]
        return pieces(exercise, probes), pieces(exercise, probes[:1])

    def matching(
        self, observed: tuple[Pieces, Pieces], names: Sequence[str], lenient: bool
    ) -> Iterator[tuple[Mistake, ...]]:
        """The groups that could give these outputs, smallest first."""
        pairs = self.kept.pairs.matching(observed[0], names, lenient)
        yield from pairs
        yield from self.kept.triples.matching(observed[1], names, lenient)
        for pair in pairs if self.kept.hidden else ():
            yield from ((*pair, m) for m in self._bank.mistakes if self.kept.hides(pair, m))

    @property
    def kept(self) -> Kept:
        """Pairs, and triples where mistakes are few.

        There are none as long as another process is simulating them.
        """
        if self._kept is None:
            self._kept = self._stored()
        if self._kept is None and shelf().filling:
            return NOTHING
        if self._kept is None:
            self._kept = self._simulated()
            shelf().put(self._fingerprint, self._kept.packed(self._bank.mistakes))
        return self._kept

    def _stored(self) -> Kept | None:
        stored = shelf().get(self._fingerprint)
        bank = self._bank
        return Kept.unpacked(stored, bank.mistakes, bank.exercise.returns) if stored else None

    def _simulated(self) -> Kept:
        calls = [self._bank.calls[i] for i in self._probes]
        pairs = self._sketched(self._meeting(2), calls)
        kept = Kept(self._projected(pairs), self._projected({}), frozenset())
        few = FEW if len(self._bank.exercise.returns) > 1 else FEW_OF_ONE
        if len(self._bank.mistakes) > few:
            return kept
        alone = self._sketched(((m,) for m in self._bank.mistakes), calls)
        hidden = {
            (a, b)
            for pair, given in pairs.items()
            for a, b in (pair, pair[::-1])
            if all(given[name].repeats(piece) for name, piece in alone[(a,)].items())
        }
        kept = dataclasses.replace(kept, hidden=frozenset(hidden))
        shown = (group for group in self._meeting(3) if not kept.hides_one_of(group))
        triples = self._sketched(shown, calls[:1])
        return dataclasses.replace(kept, triples=self._projected(triples))

    def _meeting(self, size: int) -> Iterator[tuple[Mistake, ...]]:
        """Mistakes that meet in some output; the others are found apart, output by output."""
        spoilt = self._bank.spoilt
        for group in filter(told_apart, itertools.combinations(self._bank.mistakes, size)):
            if frozenset.intersection(*(spoilt[mistake] for mistake in group)):
                yield group

    def _sketched(
        self, groups: Iterable[tuple[Mistake, ...]], calls: Sequence[Call]
    ) -> dict[tuple[Mistake, ...], Pieces]:
        """Those whose edits do not collide, with what they lead to."""
        found = ((group, self._bank.sketch(group, calls)) for group in groups)
        return {group: given for group, given in found if given is not None}

    def _projected(self, made: Mapping[tuple[Mistake, ...], Pieces]) -> Groups:
        return Groups.of(list(made), list(made.values()), self._bank.exercise.returns)

    @functools.cached_property
    def _fingerprint(self) -> str:
        """A name for all that the groups depend on: the reference, the edits, what they give."""
        bank = self._bank
        content = hashlib.sha256(
            repr((np.__version__, LAYOUT, FEW, FEW_OF_ONE, self._probes)).encode()
        )
        content.update(source_of(bank.exercise.reference).encode())
        for row in bank.single.values():
            content.update(repr([(m.id, m.feedback, m.edits) for m in row.mistakes]).encode())
            for piece in (*bank.right.values(), *row.pieces.values()):
                content.update(repr(piece.form).encode() + piece.numbers.tobytes())
        return f"{bank.exercise.id}-{content.hexdigest()[:32]}"


def _probes(calls: Sequence[Call]) -> list[int]:
    """A few calls with arguments of different sizes, a square one among them."""
    square = [i for i, call in enumerate(calls) if i and _square(call)][:1]
    others = [i for i in range(1, len(calls)) if i not in square]
    return sorted([0, *square, *others][:PROBES])


def _square(call: Call) -> bool:
    sizes = {n for a in call.args if isinstance(a, np.ndarray) and a.ndim == 2 for n in a.shape}
    return len(sizes - {1}) == 1
