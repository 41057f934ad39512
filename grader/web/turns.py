"""Whose turn is it?  So many answers are graded at the same time, and so many of one student."""

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator

AT_ONCE = 8
OF_ONE = 2
PATIENCE = 4.0  # seconds that an answer waits for its turn; then its student is told to wait


class Busy(Exception):
    """Too many answers are being graded; nothing was recorded."""


class TooMany(Busy):
    """Too many of them are this student's own."""


class Turns:
    """The answers being graded in this process."""

    def __init__(self, at_once: int = AT_ONCE, of_one: int = OF_ONE, patience: float = PATIENCE):
        self._at_once, self._of_one, self._patience = at_once, of_one, patience
        self._free = threading.Condition()
        self._here: Counter[str] = Counter()  # waiting or being graded
        self._running = 0

    @contextlib.contextmanager
    def of(self, student: str) -> Iterator[None]:
        """Wait for a turn and take it.  Raises Busy."""
        with self._free:
            if self._here[student] >= self._of_one:
                raise TooMany
            self._here[student] += 1
        try:
            self._begin()
            try:
                yield
            finally:
                self._end()
        finally:
            with self._free:
                self._here[student] -= 1
                self._here += Counter()  # forgets those at 0

    def _begin(self) -> None:
        with self._free:
            if not self._free.wait_for(lambda: self._running < self._at_once, self._patience):
                raise Busy
            self._running += 1

    def _end(self) -> None:
        with self._free:
            self._running -= 1
            self._free.notify()
