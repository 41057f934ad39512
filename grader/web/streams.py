"""Whose stream of events is this?  Gradio would give it to anybody who names its session."""

import json
import re
import threading
from collections import OrderedDict
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse

from grader.web.guard import App, Message, Receive, Send
from grader.web.people import People

GUARDED = re.compile(r"/(learn|teach)/gradio_api/(queue/join|queue/data|cancel|reset)/?")
KEPT = 10_000
OTHERS = PlainTextResponse("That is somebody else's.", 404)


class Streams:
    """Plain ASGI inside the door.  A session belongs to whoever named it first."""

    def __init__(self, app: App, people: People) -> None:
        self._app, self._people = app, people
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not GUARDED.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        body = await request.body()
        named = [request.query_params.get("session_hash"), _named(body)]
        who = await run_in_threadpool(self._people.student, request)
        mine = who is not None and all(self.owns(who, name) for name in named if name is not None)
        await (self._app if mine else OTHERS)(scope, _again(body, receive), send)

    def owns(self, who: str, session: Any) -> bool:
        """Whether a session is this person's; it is, from now on, if it was nobody's."""
        with self._lock:
            owner = self._owners.setdefault(str(session), who)
            self._owners.move_to_end(str(session))
            if len(self._owners) > KEPT:
                self._owners.popitem(last=False)
        return owner == who


def _named(body: bytes) -> Any:
    """The session in the body of a request, if there is one."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return sent.get("session_hash") if isinstance(sent, dict) else None


def _again(body: bytes, receive: Receive) -> Receive:
    """The request's body once more, and then whatever follows."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return left.pop() if left else await receive()

    return received
