"""How do many items get through an executor, whatever a single one does to its worker?"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from grader.batch.executors import Executors

TOGETHER = 0.1  # seconds in which results are collected

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Quarantined:
    """An item that ended its worker twice and is set aside."""

    reason: str = "It ended the process that graded it, twice; look at it by hand."


Landed = list[tuple[T, R | Quarantined]]


class Engine(Generic[T, R]):
    """Runs items over an executor with a bounded window, and rebuilds the executor when it breaks.

    When a worker dies, everything in flight is a suspect: suspects run again one at a time, so that
    the one that kills workers is found and the others lose nothing.
    """

    def __init__(self, work: Callable[[T], R], executors: Executors) -> None:
        self._work, self._executors = work, executors
        self._executor = executors.new()
        self._flying: dict[Future[R], T] = {}

    def results(self, items: Iterable[T]) -> Iterator[Landed[T, R]]:
        """Every item with its result, those together that come together.

        An error of the work itself ends the run.
        """
        coming = iter(items)
        while self._fill(coming):
            yield from self._landed()

    def close(self) -> None:
        """End the workers; what is in flight is lost."""
        for future in self._flying:
            future.cancel()
        self._executor.shutdown(wait=True)

    def _fill(self, coming: Iterator[T]) -> bool:
        window = self._executors.window
        while len(self._flying) < window:
            try:
                item = next(coming)
            except StopIteration:
                break
            self._flying[self._submitted(item)] = item
        return bool(self._flying)

    def _submitted(self, item: T) -> Future[R]:
        try:
            return self._executor.submit(self._work, item)
        except self._executors.broken as error:
            # A worker died since the last look: this item flew as far as those in flight.
            future: Future[R] = Future()
            future.set_exception(error)
            return future

    def _landed(self) -> Iterator[Landed[T, R]]:
        found, suspects = self._sorted(self._done())
        if suspects:
            rest, more = self._sorted(wait(self._flying).done)
            found, suspects = found + rest, suspects + more
        if found:
            yield found
        if suspects:
            self._renew()
            for item in suspects:
                yield [(item, self._alone(item))]

    def _done(self) -> list[Future[R]]:
        """What has come: with luck the older half, for it costs less to take several together."""
        wait(list(self._flying)[: self._executors.window // 2], TOGETHER)
        return [one for one in self._flying if one.done()] or [
            *wait(self._flying, return_when=FIRST_COMPLETED).done
        ]

    def _sorted(self, done: Iterable[Future[R]]) -> tuple[Landed[T, R], list[T]]:
        """What has a result, and the items whose worker ended."""
        found: Landed[T, R] = []
        suspects = []
        for future in done:
            item = self._flying.pop(future)
            if isinstance(future.exception(), self._executors.broken):
                suspects.append(item)
            else:
                found.append((item, future.result()))
        return found, suspects

    def _alone(self, item: T) -> R | Quarantined:
        for _ in range(self._executors.tries):
            try:
                return self._submitted(item).result()
            except self._executors.broken:
                self._renew()
        return Quarantined()

    def _renew(self) -> None:
        self._executor.shutdown(wait=True)
        self._executor = self._executors.new()
