"""The kind in which one number leads to the next: a table filled in entry by entry."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.core.exercise import Parameters
from grader.core.kinds.value import Array
from grader.core.result import Check

FOLLOWS = "It is right for your own earlier entries, so it counts."


@dataclass(frozen=True)
class Entry:
    """A number of the table.

    `step` computes it; its arguments are named as drawn parameters and as earlier entries.
    """

    name: str
    label: str
    step: Callable[..., float]

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.step).parameters)


@dataclass(frozen=True, eq=False, kw_only=True)
class Table(Array):
    """A vector of numbers, each worth the same and each computed from earlier ones.

    A slip is paid for once: an entry that is right given the student's own earlier entries counts.
    It does not if it comes for nothing, by putting 0 or a copy of something into the table.
    """

    entries: tuple[Entry, ...]

    def names(self, shape: tuple[int, ...]) -> tuple[Sequence[str], Sequence[str]]:
        return [entry.label for entry in self.entries], [""]

    def shown(self, value: np.ndarray, right: np.ndarray) -> Any:
        """Nothing more: the line of each entry says whether it is right."""
        return None

    def following(self, parameters: Parameters, value: np.ndarray) -> np.ndarray:
        """What each entry should be, given what stands in the earlier ones."""
        known = self._known(parameters, value)
        return np.array([entry.step(*_given(entry, known)) for entry in self.entries], float)

    def checks(self, parameters: Parameters, value: np.ndarray, right: np.ndarray) -> list[Check]:
        good = self.near(value, right)
        counts = good | self._follows(parameters, value, good)
        each = self.marks / len(self.entries)
        return [
            Check(entry.label, each if c else 0.0, each, bool(c), _message(entry, g, c))
            for entry, g, c in zip(self.entries, good, counts, strict=True)
        ]

    def _follows(self, parameters: Parameters, value: np.ndarray, good: np.ndarray) -> np.ndarray:
        """The entries that follow from the earlier ones, where none of them came for nothing."""
        known = self._known(parameters, value)
        idle = {
            entry.name
            for entry, ok in zip(self.entries, good, strict=True)
            if not ok and _idle(known[entry.name], _given(entry, known))
        }
        worked = [idle.isdisjoint((entry.name, *entry.needs)) for entry in self.entries]
        return self.near(value, self.following(parameters, value)) & worked

    def _known(self, parameters: Parameters, value: np.ndarray) -> Mapping[str, Any]:
        names = [entry.name for entry in self.entries]
        return {**parameters, **dict(zip(names, value.tolist(), strict=True))}


def _given(entry: Entry, known: Mapping[str, Any]) -> list[Any]:
    return [known[name] for name in entry.needs]


def _idle(value: float, given: list[Any]) -> bool:
    """Whether a value is 0, or a copy of something that it should be computed from."""
    return any(bool(np.isclose(value, other)) for other in (0.0, *given))


def _message(entry: Entry, good: bool, counts: bool) -> str:
    if counts:
        return "" if good else FOLLOWS
    return f"{entry.label} is not right."
