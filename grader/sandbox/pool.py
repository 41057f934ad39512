"""Which server takes a job?  The current one; a fresh one takes over before it grows old."""

import contextlib
import dataclasses
import threading
from collections.abc import Callable

from grader.core.run import Job, Outcome
from grader.sandbox.client import Broken, Crowded, ServerHandle
from grader.sandbox.flight import land, launch
from grader.sandbox.layers import Layers
from grader.sandbox.outcome import outcome_of
from grader.settings import Unusable

RETIRE = 500  # runs that one server serves before a fresh one takes over


class Pool:
    """The current server and its replacement.  Any number of threads may ask for runs."""

    def __init__(self, wanted: Layers) -> None:
        self._wanted = wanted
        self._lock = threading.Lock()
        self._current: ServerHandle | None = None
        self._retired: list[ServerHandle] = []
        self._users: dict[int, int] = {}
        self._renewing = False
        self._renewal: threading.Thread | None = None

    def layers(self) -> Layers:
        """The layers of the current server, which is started if need be."""
        with self._lock:
            return self._started().layers

    def _started(self) -> ServerHandle:
        if self._current is not None and self._current.process.poll() is not None:
            self._retired.append(self._current)
            self._current = None
            self._sweep()
        if self._current is None:
            self._current = ServerHandle(self._wanted)
        return self._current

    def take(self) -> ServerHandle:
        with self._lock:
            server = self._started()
            server.served += 1
            self._users[id(server)] = self._users.get(id(server), 0) + 1
            if server.served >= RETIRE and not self._renewing:
                self._begin_renewal()
            return server

    def give_back(self, server: ServerHandle, broken: bool = False) -> None:
        with self._lock:
            self._users[id(server)] -= 1
            if broken and self._current is server:
                self._current = None
            if broken and server not in self._retired:
                self._retired.append(server)
            self._sweep()

    def _begin_renewal(self) -> None:
        """Start a fresh server beside the current one, which goes on if that fails."""
        renewal = threading.Thread(target=self._renew, daemon=True)
        with contextlib.suppress(RuntimeError):  # no thread is to be had: the next run tries again
            renewal.start()
            self._renewal, self._renewing = renewal, True

    def _renew(self) -> None:
        try:
            fresh = ServerHandle(self._wanted)
        except (Broken, Unusable):
            with self._lock:
                self._renewing = False
            return
        with self._lock:
            if self._current is not None:
                self._retired.append(self._current)
            self._current, self._renewing = fresh, False
            self._sweep()

    def _sweep(self) -> None:
        """Close the retired servers that nobody uses any more."""
        for server in [s for s in self._retired if not self._users.get(id(s))]:
            self._retired.remove(server)
            self._users.pop(id(server), None)
            server.close()

    def close(self) -> None:
        if self._renewal is not None:
            self._renewal.join()
        with self._lock:
            for server in [*self._retired, *([self._current] if self._current else [])]:
                server.close()
            self._retired, self._current = [], None

    def run(
        self,
        job: Job,
        on_output: Callable[[str], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> Outcome:
        """One try at a job.  Raises Broken if the server fails us."""
        server = self.take()
        broken = False
        try:
            flight = launch(server, job, on_output, cancelled)
            with contextlib.closing(flight):
                outcome = outcome_of(job, land(flight))
            return dataclasses.replace(outcome, level=server.layers.level)
        except Broken as error:
            broken = not isinstance(error, Crowded)
            raise
        finally:
            self.give_back(server, broken)
