"""What did a function return on the probes, beside what is right?"""

import functools
from collections.abc import Callable, Iterable, Sequence

from grader.core.diagnosis.bank import Bank, Row
from grader.core.diagnosis.overflow import as_overflow
from grader.core.diagnosis.signature import Pieces, Signature, changes, pieces
from grader.core.run import CallResult, Raised

Alike = Callable[[Signature, Signature], bool]


class Observation:
    """A sample that is to be explained by what is in the bank.

    `alike` says when an explanation reproduces an output; a `lenient` one forgives overflows.
    `lost` are outputs without a finite number: too much leads to that for a mistake to be named.
    """

    def __init__(
        self, bank: Bank, sample: Sequence[CallResult], alike: Alike = Signature.gives
    ) -> None:
        self.bank, self.alike = bank, alike
        self.lenient = alike is not Signature.gives
        self.sample = [as_overflow(*pair) for pair in zip(sample, bank.expected, strict=True)]
        self.names = bank.exercise.returns
        self.pieces: Pieces = pieces(bank.exercise, self.sample)
        self.changed = changes(self.sample)
        self.raised = frozenset(i for i, call in enumerate(self.sample) if isinstance(call, Raised))
        # A wrong shape is a mistake to be found, even where the values count as right.
        self.wrong = [n for n in self.names if not bank.right[n].gives(self.pieces[n])]
        self.mute = bool(self.raised) and not self.wrong  # right wherever it returned
        if self.mute:
            self.wrong = list(self.names)
        self.sound = [name for name in self.names if name not in self.wrong]
        self.lost = [name for name in self.wrong if self.pieces[name].endless]
        self.wrong = [name for name in self.wrong if name not in self.lost]
        self.shown = [name for name in self.names if name not in self.lost]

    def agrees(self, row: Row, names: Iterable[str]) -> bool:
        """Whether these mistakes give the same numbers in these outputs."""
        return all(self.alike(row.pieces[name], self.pieces[name]) for name in names)

    def is_right(self, name: str) -> bool:
        """Whether an output is right, but for its overflows."""
        return self.bank.right[name].fits(self.pieces[name])

    @functools.cached_property
    def first(self) -> tuple[int, Pieces]:
        """The first call that returned, and its numbers."""
        first = min(set(range(len(self.sample))) - self.raised)
        return first, pieces(self.bank.exercise, [self.sample[first]])

    @functools.cached_property
    def probes(self) -> tuple[Pieces, Pieces]:
        return self.bank.together.observed(self.sample)
