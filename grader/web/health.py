"""Is the site well?  For whoever watches over it, and for a balancer that sends people here."""

import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from grader.core.run import FINISHED, Call, Job
from grader.records import Records, RecordsError
from grader.teaching.health import free_bytes, places
from grader.web.addresses import is_here
from grader.web.answers import Desk
from grader.web.api import token_of
from grader.web.guard import App, Message, Receive, Send
from grader.web.tally import Tally

FRESH = 5.0  # seconds for which a finding is told again
ROOM = 200 * 2**20  # bytes
ANSWERS = Job("def ready():\n    return 1\n", "ready", (Call(()),), seconds=5.0)

Checks = dict[str, Callable[[], bool]]


def router(desk: Desk, token: str = "") -> APIRouter:
    """`token` lets others than this machine read the counts."""
    routes, ready = APIRouter(), Ready(checks(desk))

    @routes.get("/healthz")
    async def alive() -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    @routes.get("/readyz")
    def readiness() -> PlainTextResponse:
        found = ready.found()
        lines = "".join(f"{name}: {'ok' if well else 'not ok'}\n" for name, well in found.items())
        return PlainTextResponse(lines, 200 if all(found.values()) else 503)

    @routes.get("/metrics")
    async def counts(request: Request) -> PlainTextResponse:
        shown = token_of(request)
        known = bool(token) and hmac.compare_digest(shown.encode(), token.encode())
        if not (known or is_here(request)):
            return PlainTextResponse("Only for this machine, or with the token.\n", 403)
        return PlainTextResponse(desk.tally.text())

    return routes


@dataclass(frozen=True)
class Counted:
    """Plain ASGI around everything: counts what was answered."""

    app: App
    tally: Tally

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.tally.count("requests", str(message["status"]))
            await send(message)

        await self.app(scope, receive, counted)


class Ready:
    """Findings, looked for anew at most every few seconds, however often somebody asks."""

    def __init__(self, checks: Checks, timer: Callable[[], float] = monotonic) -> None:
        self._checks, self._timer = checks, timer
        self._lock = threading.Lock()
        self._found = {"not looked at yet": False}
        self._until = 0.0

    def found(self) -> dict[str, bool]:
        # Whoever comes while somebody looks is told what was found before, and does not wait.
        if self._timer() >= self._until and self._lock.acquire(blocking=False):
            try:
                self._found = {name: check() for name, check in self._checks.items()}
                self._until = self._timer() + FRESH
            finally:
                self._lock.release()
        return self._found


def checks(desk: Desk) -> Checks:
    return {
        "database": lambda: writable(desk.records),
        "sandbox": lambda: desk.run(ANSWERS).status == FINISHED,
        "disk": lambda: free_bytes(places(desk.records)) >= ROOM,
    }


def writable(records: Records) -> bool:
    try:
        with records.writing():
            return True
    except RecordsError:
        return False
