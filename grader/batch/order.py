"""When may a result be recorded?  After those before it in the same place, whichever came first.

A student's attempts at an exercise are numbered as they were handed in.  So a run that was
interrupted has recorded the first ones, and the next run goes on with the right number.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

Place = tuple[str, str]  # student, exercise


class InOrder(Generic[T]):
    """Holds results back until those before them in the same place have come."""

    def __init__(self, keys: Iterable[tuple[Place, str]]) -> None:
        self._waiting: dict[Place, deque[str]] = {}
        self._come: dict[str, T] = {}
        for place, key in keys:
            self._waiting.setdefault(place, deque()).append(key)

    def due(self, place: Place, key: str, result: T) -> Iterator[tuple[str, T]]:
        """What may be recorded now that this result has come."""
        self._come[key] = result
        waiting = self._waiting[place]
        while waiting and waiting[0] in self._come:
            first = waiting.popleft()
            yield first, self._come.pop(first)
