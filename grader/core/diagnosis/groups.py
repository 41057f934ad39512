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
    """One output of many groups, squeezed into a few numbers each so that a search is one step.

    For each call and group `forms` holds the form as a number, (calls, groups); `numbers` random
    projections of what was returned, and `slack` their tolerance, (calls, PROJECTIONS, groups).
    """

    forms: np.ndarray
    numbers: np.ndarray
    slack: np.ndarray

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> "Projected":
        """A call with a number that is not finite counts by its form alone."""
        calls = len(signatures[0].form) if signatures else 0
        forms = np.zeros((calls, len(signatures)), dtype=np.int64)
        numbers, slack = np.zeros((2, calls, PROJECTIONS, len(signatures)))
        for rows, alike in _by_form(signatures):
            given = np.array([signature.numbers for signature in alike])
            slacks = np.array([signature.slack for signature in alike])
            sizes = np.bincount(alike[0].call, minlength=calls)
            strange = ~np.isfinite(given)
            given[strange] = 0.0
            finite = _added_up(strange, sizes) == 0
            of_finite, of_others = np.array([_numbered(form) for form in alike[0].form]).T
            forms[:, rows] = np.where(finite, of_finite[:, None], of_others[:, None])
            for i, weights in enumerate(_weights(sizes.tolist())):
                projected = _added_up(given * weights, sizes)
                numbers[:, i, rows] = np.where(finite, projected, 0.0)
                widths = _added_up(slacks * np.abs(weights), sizes) + 1e-12
                slack[:, i, rows] = np.where(finite, widths, 0.0)
        return cls(forms, numbers, slack)

    def matching(self, observed: Signature, lenient: bool) -> np.ndarray:
        """Which groups could give this output, judged by the calls that did not raise.

        If `lenient`, those in which it overflowed say nothing, either; somewhere it must say some.
        """
        silent = observed.overflowed if lenient else frozenset()
        returned = [i for i, form in enumerate(observed.form) if form != RAISED]
        kept = [i for i in returned if i not in silent]
        found = np.zeros(self.forms.shape[1], dtype=bool)
        if not kept:
            return found
        seen, factor = _projection(observed), 200.0 if observed.single else 1.0
        # By one number first, after which hardly a group is left.
        first = np.abs(self.numbers[kept[0], 0] - seen.numbers[kept[0], 0])
        near = first <= factor * self.slack[kept[0], 0]
        left = np.flatnonzero(near & (self.forms[kept[0]] == seen.forms[kept[0]]))
        calls, both = np.array(kept)[:, None], np.arange(PROJECTIONS)[:, None]
        here = calls[:, None], both, left
        gap = np.abs(self.numbers[here] - seen.numbers[kept])
        alike = (self.forms[calls, left] == seen.forms[kept]).all(axis=0)
        found[left] = alike & (gap <= factor * self.slack[here]).all(axis=(0, 1))
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
def _numbered(form: tuple[Any, ...]) -> tuple[int, int]:
    """A number for a form with numbers that are all finite, and one for it with others."""
    texts = (repr((form, overflowed)) for overflowed in (False, True))
    finite, others = (int.from_bytes(hashlib.sha256(text.encode()).digest()[:7]) for text in texts)
    return finite, others


def _added_up(numbers: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The sums of so many numbers, one after the other: (groups, numbers) to (calls, groups)."""
    some = sizes > 0
    sums = np.zeros((len(sizes), len(numbers)))
    if some.any():
        sums[some] = np.add.reduceat(numbers, (np.cumsum(sizes) - sizes)[some], axis=1).T
    return sums


def _weights(sizes: Sequence[int]) -> np.ndarray:
    """The weights of numbers that lie call by call, (PROJECTIONS, numbers)."""
    return np.concatenate([_drawn(size.bit_length())[:, :size] for size in sizes], axis=1)


@functools.cache
def _drawn(bits: int) -> np.ndarray:
    return np.random.default_rng(bits).normal(size=(PROJECTIONS, 1 << bits))


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
