"""What do mistakes lead to that are made together?  Simulated once for each exercise, and kept."""

import functools
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from grader.core.diagnosis.groups import LAYOUT, Groups
from grader.core.diagnosis.shelf import shelf
from grader.core.diagnosis.signature import Pieces, pieces
from grader.core.edits import source_of
from grader.core.exercise import Mistake
from grader.core.run import Call, CallResult

if TYPE_CHECKING:
    from grader.core.diagnosis.bank import Bank

PROBES = 3  # calls on which groups are simulated; what matches there is simulated in full
FEW = 16  # up to this many mistakes, groups of three are simulated too …
FEW_OF_ONE = 75  # … and up to this many where there is a single output to find them in


class Together:
    """The groups of mistakes of a bank on a few probe calls, simulated when first asked for."""

    def __init__(self, bank: "Bank") -> None:
        self._bank = bank
        self._probes = _probes(bank.calls)
        self._kept: Groups | None = None

    def observed(self, sample: Sequence[CallResult]) -> Pieces:
        """What of a sample the groups are compared with."""
        return pieces(self._bank.exercise, [sample[i] for i in self._probes])

    @property
    def groups(self) -> Groups:
        """Pairs (and triples, where mistakes are few).

        There are none as long as another process is simulating them.
        """
        if self._kept is None:
            self._kept = self._stored()
        if self._kept is None and shelf().filling:
            return Groups([], {})
        if self._kept is None:
            self._kept = self._simulated()
            shelf().put(self._fingerprint, self._kept.packed(self._bank.mistakes))
        return self._kept

    def _stored(self) -> Groups | None:
        stored = shelf().get(self._fingerprint)
        bank = self._bank
        return Groups.unpacked(stored, bank.mistakes, bank.exercise.returns) if stored else None

    def _simulated(self) -> Groups:
        calls = [self._bank.calls[i] for i in self._probes]
        found = {group: self._bank.sketch(group, calls) for group in self._meeting()}
        made = {group: given for group, given in found.items() if given is not None}
        return Groups.of(list(made), list(made.values()), self._bank.exercise.returns)

    def _meeting(self) -> Iterator[tuple[Mistake, ...]]:
        """Mistakes that meet in some output; the others are found apart, output by output."""
        mistakes, spoilt = self._bank.mistakes, self._bank.spoilt
        few = FEW if len(self._bank.exercise.returns) > 1 else FEW_OF_ONE
        for size in (2, 3) if len(mistakes) <= few else (2,):
            for group in itertools.combinations(mistakes, size):
                if frozenset.intersection(*(spoilt[mistake] for mistake in group)):
                    yield group

    @functools.cached_property
    def _fingerprint(self) -> str:
        """A name for all that the groups depend on: the reference, the edits, what they give."""
        bank = self._bank
        content = hashlib.sha256(
            repr((np.__version__, LAYOUT, FEW, FEW_OF_ONE, self._probes)).encode()
        )
        content.update(source_of(bank.exercise.reference).encode())
        for row in bank.single.values():
            content.update(repr([(m.id, m.edits) for m in row.mistakes]).encode())
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
