"""Who does the work of a batch?  Processes of this machine that end with whoever began them."""

import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from grader.batch.work import begin


@dataclass(frozen=True)
class Executors:
    """Makes an executor whenever one is needed; `jobs` items run at the same time.

    `broken` are the errors that say that a worker ended, whatever the item did to it.
    """

    new: Callable[[], Executor]
    jobs: int
    broken: tuple[type[BaseException], ...] = (BrokenExecutor,)


def processes(jobs: int) -> Executors:
    """Workers on this machine."""
    # Not forked: the site has threads, and a fork may find their locks held.  No fork server: it
    # would outlive a driver that is killed, and its workers with it.
    context = get_context("spawn")
    own = (os.getpid(),)
    return Executors(lambda: ProcessPoolExecutor(jobs, context, begin, own), jobs)
