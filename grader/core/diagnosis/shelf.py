"""Where is kept what takes seconds to simulate?  Nowhere, until an edge provides a place."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np


class Shelf(Protocol):
    """Keeps named arrays from one run to the next; may forget them at any time.

    `filling` says that another process puts there what is missing, so that nobody here waits.
    """

    @property
    def filling(self) -> bool: ...

    def get(self, name: str) -> Mapping[str, np.ndarray] | None: ...

    def put(self, name: str, arrays: Mapping[str, np.ndarray]) -> None: ...


class Nowhere:
    """The shelf of a process that keeps nothing."""

    filling = False

    def get(self, name: str) -> None:
        return None

    def put(self, name: str, arrays: Mapping[str, np.ndarray]) -> None:
        pass


_shelves: list[Shelf] = [Nowhere()]


def shelf() -> Shelf:
    return _shelves[-1]


def keep_on(better: Shelf) -> None:
    """Use this shelf from now on."""
    _shelves[:] = [better]
