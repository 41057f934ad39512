"""Which groups of mistakes could give an output?  Answered by a few numbers for each of them."""

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.core.diagnosis.signature import Pieces, Signature
from grader.core.exercise import Mistake

PROJECTIONS = 2
FIELDS = ("forms", "numbers", "slack")


@dataclass(frozen=True)
class Projected:
    """One output of many groups, squeezed into a few numbers each so that a search is one step."""

    forms: np.ndarray
    numbers: np.ndarray
    slack: np.ndarray

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> "Projected":
        rows = [_projected(signature) for signature in signatures]
        forms, numbers, slack = zip(*rows, strict=True) if rows else ((), (), ())
        width = (len(rows), PROJECTIONS)
        return cls(
            np.array(forms, dtype=np.int64),
            np.array(numbers, dtype=float).reshape(width),
            np.array(slack, dtype=float).reshape(width),
        )

    def matching(self, observed: Signature) -> np.ndarray:
        form, numbers, _ = _projected(observed)
        factor = 200.0 if observed.single else 1.0
        with np.errstate(invalid="ignore"):
            near = (np.abs(self.numbers - numbers) <= factor * self.slack).all(axis=1)
        return near & (self.forms == form)


def _projected(signature: Signature) -> tuple[int, np.ndarray, np.ndarray]:
    """The form as a number, random projections of the finite numbers, and their tolerance."""
    finite = np.isfinite(signature.numbers)
    directions = _directions(signature.numbers.size)
    numbers = np.where(finite, signature.numbers, 0.0)
    slack = np.abs(directions) @ np.where(finite, signature.slack, 0.0)
    form = int.from_bytes(
        hashlib.sha256(repr(signature.form).encode() + finite.tobytes()).digest()[:7]
    )
    return form, directions @ numbers, slack + 1e-12


@functools.lru_cache(maxsize=256)
def _directions(size: int) -> np.ndarray:
    return np.random.default_rng(size).normal(size=(PROJECTIONS, size))


@dataclass(frozen=True)
class Groups:
    """Groups of mistakes with their projected outputs."""

    mistakes: list[tuple[Mistake, ...]]
    outputs: dict[str, Projected]

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

    def matching(self, observed: Pieces, names: Sequence[str]) -> list[tuple[Mistake, ...]]:
        """The groups that could give these outputs, smallest first."""
        if not self.mistakes:
            return []
        fits = np.ones(len(self.mistakes), dtype=bool)
        for name in names:
            fits &= self.outputs[name].matching(observed[name])
        return [self.mistakes[i] for i in np.flatnonzero(fits)]
