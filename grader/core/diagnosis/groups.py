"""Which groups of mistakes could give an output?  Answered by a few numbers for each of them."""

import functools
import hashlib
import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.core.diagnosis.signature import RAISED, Pieces, Signature
from grader.core.exercise import Mistake

PROJECTIONS = 2
FIELDS = ("forms", "numbers", "slack")


def told_apart(group: Collection[Mistake]) -> bool:
    """Whether each has a sentence of its own: variants of one mistake are not made together."""
    return len({mistake.feedback for mistake in group}) == len(group)


@dataclass(frozen=True)
class Projected:
    """One output of many groups, squeezed into a few numbers each so that a search is one step."""

    forms: np.ndarray
    numbers: np.ndarray
    slack: np.ndarray

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> "Projected":
        """Call by call: the form as a number, random projections of the numbers, their tolerance.

        A call with a number that is not finite counts by its form alone.
        """
        calls = len(signatures[0].form) if signatures else 0
        forms = np.zeros((len(signatures), calls), dtype=np.int64)
        numbers, slack = np.zeros((2, *forms.shape, PROJECTIONS))
        for rows, alike in _by_form(signatures):
            for i, form in enumerate(alike[0].form):
                these = alike[0].call == i
                given = np.array([signature.numbers[these] for signature in alike])
                slacks = np.array([signature.slack[these] for signature in alike])
                finite = np.isfinite(given).all(axis=1)
                directions = _directions(given.shape[1])
                forms[rows, i] = np.where(finite, _number(form, True), _number(form, False))
                numbers[rows[finite], i] = given[finite] @ directions.T
                slack[rows[finite], i] = slacks[finite] @ np.abs(directions).T + 1e-12
        return cls(forms, numbers, slack)

    def matching(self, observed: Signature, lenient: bool) -> np.ndarray:
        """Which rows could give this output, judged by the calls that did not raise.

        If `lenient`, those in which it overflowed say nothing, either; somewhere it must say some.
        """
        silent = observed.overflowed if lenient else frozenset()
        returned = [i for i, form in enumerate(observed.form) if form != RAISED]
        kept = [i for i in returned if i not in silent]
        if not kept:
            return np.zeros(len(self.forms), dtype=bool)
        seen = _projection(observed)
        forms, numbers = seen.forms[0], seen.numbers[0]
        factor = 200.0 if observed.single else 1.0
        # Number by number, for hardly a row is left after the first.
        left = np.flatnonzero(self.forms[:, kept[0]] == forms[kept[0]])
        for call in kept:
            left = left[self.forms[left, call] == forms[call]]
            for i in range(PROJECTIONS):
                gap = np.abs(self.numbers[left, call, i] - numbers[call, i])
                left = left[gap <= factor * self.slack[left, call, i]]
        found = np.zeros(len(self.forms), dtype=bool)
        found[left] = True
        return found


_projected: "weakref.WeakKeyDictionary[Signature, Projected]" = weakref.WeakKeyDictionary()


def _projection(observed: Signature) -> Projected:
    """The projection of what was observed, which one search asks for again and again."""
    if observed not in _projected:
        _projected[observed] = Projected.of([observed])
    return _projected[observed]


def _by_form(
    signatures: Sequence[Signature],
) -> Iterator[tuple[np.ndarray, list[Signature]]]:
    """Those of one form, whose numbers lie at the same places, with their rows."""
    rows: dict[tuple[Any, ...], list[int]] = {}
    for row, signature in enumerate(signatures):
        rows.setdefault(signature.form, []).append(row)
    for these in rows.values():
        yield np.array(these), [signatures[row] for row in these]


@functools.lru_cache(maxsize=4096)
def _number(form: tuple[Any, ...], finite: bool) -> int:
    text = repr((form, not finite))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7])


@functools.lru_cache(maxsize=256)
def _directions(size: int) -> np.ndarray:
    return np.random.default_rng(size).normal(size=(PROJECTIONS, size))


@dataclass(frozen=True)
class Groups:
    """Groups of mistakes with their projected outputs."""

    mistakes: list[tuple[Mistake, ...]]
    outputs: dict[str, Projected]

    @classmethod
    def of(
        cls,
        mistakes: Sequence[tuple[Mistake, ...]],
        given: Sequence[Pieces],
        names: Sequence[str],
    ) -> "Groups":
        outputs = {name: Projected.of([pieces[name] for pieces in given]) for name in names}
        return cls(list(mistakes), outputs)

    def packed(self, known: Sequence[Mistake]) -> dict[str, np.ndarray]:
        """Everything as plain arrays; mistakes by their place among the known ones, -1 for none."""
        places = {mistake: i for i, mistake in enumerate(known)}
        members = np.full((len(self.mistakes), 3), -1, dtype=np.int32)
        for row, group in zip(members, self.mistakes, strict=True):
            row[: len(group)] = [places[mistake] for mistake in group]
        return {"members": members} | {
            f"{name}/{field}": getattr(projected, field)
            for name, projected in self.outputs.items()
            for field in FIELDS
        }

    @classmethod
    def unpacked(
        cls, arrays: Mapping[str, np.ndarray], known: Sequence[Mistake], names: Sequence[str]
    ) -> "Groups":
        return cls(
            [tuple(known[i] for i in row if i >= 0) for row in arrays["members"]],
            {name: Projected(*(arrays[f"{name}/{field}"] for field in FIELDS)) for name in names},
        )

    def matching(
        self, observed: Pieces, names: Sequence[str], lenient: bool = False
    ) -> list[tuple[Mistake, ...]]:
        """The groups that could give these outputs, smallest first."""
        if not self.mistakes:  # then there may be no outputs, either
            return []
        fits = np.ones(len(self.mistakes), dtype=bool)
        for name in names:
            fits &= self.outputs[name].matching(observed[name], lenient)
        return [self.mistakes[i] for i in np.flatnonzero(fits)]
