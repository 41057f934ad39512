"""Who does the work of a batch?  Processes of this machine that end with whoever began them."""

import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from grader.batch.work import begin

WINDOW = 16  # items in flight for each worker


@dataclass(frozen=True)
class Executors:
    """Makes an executor whenever one is needed; `jobs` says how many items it runs at a time now.

    `broken` are the errors that say that a worker ended, whatever the item did to it; an item that
    gets one in each of so many `tries` alone is what ended them.
    """

    new: Callable[[], Executor]
    jobs: Callable[[], int]
    broken: tuple[type[BaseException], ...] = (BrokenExecutor,)
    tries: int = 2

    @property
    def window(self) -> int:
        """How many items should be in flight now."""
        return WINDOW * max(self.jobs(), 1)


def processes(jobs: int) -> Executors:
    """Workers on this machine."""
    # Not forked: the site has threads, and a fork may find their locks held.  No fork server: it
    # would outlive a driver that is killed, and its workers with it.
    context = get_context("spawn")
    own = (os.getpid(),)
    return Executors(lambda: ProcessPoolExecutor(jobs, context, begin, own), lambda: jobs)
