"""Who does the work of a batch on many machines?  The workers of a Dask cluster.

Only plain items go out and only results come back; this process alone writes.  Whoever reaches the
scheduler can run programs on every worker, so a cluster belongs in a network of its own or behind
TLS, and its workers are trusted as this process is.
"""

import functools
import importlib.metadata
import logging
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from grader import __version__, catalog
from grader.batch.executors import Executors
from grader.batch.work import Item
from grader.sandbox.trust import refusal

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as Remote

R = TypeVar("R")

PATIENCE = 10  # seconds until a scheduler has answered, and until it has a worker
START = "PYTHONPATH=. dask worker {} --nworkers -1 --nthreads 1"


class NoCluster(Exception):
    """The cluster cannot be used; the text says why and what to do."""


@contextmanager
def cluster(address: str, trust: bool = False, patience: float = PATIENCE) -> Iterator[Executors]:
    """The workers behind a scheduler; those that come later join in.  Raises NoCluster.

    A worker runs other people's programs only behind walls of its own, unless they are trusted.
    """
    try:
        import distributed
        from distributed.comm.core import CommClosedError
    except ImportError as error:
        raise NoCluster(
            "--cluster needs Dask: pip install -r requirements-cluster.txt, here and on every "
            "machine of the cluster."
        ) from error
    with _client(address, patience) as client:
        try:
            yield Executors(
                lambda: Workers(client, trust),
                _threads(client),
                (distributed.KilledWorker,),
                # Dask has tried it on other workers before it says so.
                tries=1,
            )
        except (CancelledError, CommClosedError) as error:
            raise NoCluster(
                f"The scheduler at {address} went away. What was graded is recorded: start it "
                "again, and run this again to go on."
            ) from error
        except ImportError as error:
            raise NoCluster(
                f"A worker has not all that this machine has ({error}): install the same on both, "
                "and start workers in the folder of Chainrule, with PYTHONPATH=."
            ) from error


@contextmanager
def _client(address: str, patience: float) -> "Iterator[Client]":
    from distributed import Client

    # What it would say, with tracebacks, is said here in a sentence.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        _knock(address, patience)
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(
            f"No scheduler answers at {address}: start one with `dask scheduler` and give its "
            "address, such as tcp://10.0.0.5:8786."
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            start = START.format(address)
            raise NoCluster(f"{address} has no workers: start some with `{start}`.") from error
        yield client


def _threads(client: "Client") -> Callable[[], int]:
    """How many answers the workers take at a time; asked at most once in a second."""
    asked, count = 0.0, 0

    def threads() -> int:
        nonlocal asked, count
        if not count or time.monotonic() > asked + 1:
            count = client.scheduler_info(n_workers=0)["total_threads"]
            asked = time.monotonic()
        return count

    return threads


def _knock(address: str, patience: float) -> None:
    """Find at once that nobody is there, or somebody else.  Raises OSError and ValueError."""
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname or not parts.port:
        raise ValueError(address)
    with socket.create_connection((parts.hostname, parts.port), patience) as line:
        # A scheduler greets whoever calls; Dask would wait for the greeting of another for ever.
        if parts.scheme == "tcp" and not line.recv(1):
            raise OSError("hung up")


class Workers(Executor):
    """Runs items on the workers of a cluster."""

    def __init__(self, client: "Client", trust: bool) -> None:
        self._client, self._trust = client, trust
        self._loop: Any = client.loop
        self._flying: set[Remote] = set()

    def submit(self, fn: Callable[..., R], /, *args: Any, **_: Any) -> Future[R]:
        """One item, in a task of its own: two that look alike are not one."""
        (item,) = args
        errand = (fn, item, release(item.exercise), self._trust)
        remote = self._client.submit(checked, *errand, pure=False, retries=0)
        self._flying.add(remote)
        future: Future[R] = Future()
        future.set_running_or_notify_cancel()
        self._loop.add_callback(self._land, remote, future)
        return future

    async def _land(self, remote: "Remote", future: Future[Any]) -> None:
        try:
            future.set_result(await remote)
        except Exception as error:  # whatever it is, whoever waits is told
            future.set_exception(error)
        self._flying.discard(remote)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take back what is in flight; nobody waits for it."""
        if self._flying:
            self._client.cancel(list(self._flying))


@functools.cache
def release(exercise: str) -> tuple[str, ...]:
    """All that has to be the same where an answer to this exercise is graded.

    numpy's, because it does not promise the same random numbers in every version.
    """
    numpy = importlib.metadata.version("numpy")
    return f"Chainrule {__version__}", f"numpy {numpy}", f"text {catalog.content_version(exercise)}"


def checked(work: Callable[[Item], R], item: Item, ours: tuple[str, ...], trust: bool) -> R:
    """The work, done by a worker that would do it as its driver would.  Raises NoCluster."""
    worker = f"A worker on {socket.gethostname()}"
    for here, there in zip(ours, release(item.exercise), strict=True):
        if here != there:
            raise NoCluster(
                f"{worker} grades {item.exercise} with {there}, and this machine has {here}: "
                "install the same on both, then run this again."
            )
    if not trust and (reason := _refusal()):
        raise NoCluster(f"{worker}: {reason}")
    return work(item)


@functools.cache
def _refusal() -> str:
    return refusal()
