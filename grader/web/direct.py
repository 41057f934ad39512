"""How does an event of the page reach its function?  One request, one answer, nothing is kept.

Gradio keeps all components of every visitor, and makes those that an event changes anew.  Events
that wait in no queue need none of that, which costs more than grading an answer does.
"""

import json
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import anyio
import gradio as gr
from fastapi import Request, Response
from gradio.utils import is_prop_update

from grader.facade import unquoted
from grader.records import RecordsError
from grader.web.door import AWAY, GRADIO
from grader.web.guard import App, Message, Receive, Send
from grader.web.people import People

log = logging.getLogger("grader")

RUN = re.compile(rf"{GRADIO}/run/(\w+)/?")
BY_NUMBER = "predict"  # the name under which the page calls all its events
AT_ONCE = 40


@dataclass(frozen=True)
class Event:
    """An event of the page: its function, how many values it takes, and what it changes."""

    act: Callable[..., Sequence[Any] | None]
    inputs: int
    outputs: Sequence[Any]

    def __call__(self, request: gr.Request, values: Sequence[Any]) -> list[Any]:
        """What the page is told, in the form that it has from Gradio, too."""
        news = self.act(request, *values)
        return [_told(*one) for one in zip(self.outputs, news or [], strict=True)]


def _told(component: Any, news: Any) -> Any:
    if not is_prop_update(news):
        return component.postprocess(news)
    return {**news, "value": component.postprocess(news["value"])} if "value" in news else news


class Direct:
    """Plain ASGI inside the door: the events of the students' page that wait in no queue."""

    def __init__(self, app: App, page: gr.Blocks, people: People) -> None:
        self._app, self._people = app, people
        self._events: dict[str, Event] = {}
        for number, event in page.fns.items():
            if event.fn and not event.queue:
                known = Event(event.fn, len(event.inputs), event.outputs)
                self._events |= {str(number): known, str(event.api_name): known}
        self._limiter = anyio.CapacityLimiter(AT_ONCE)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        named = RUN.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if named is None or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        asked = request, named[1], await request.body()
        # Who it is and what becomes of it are found in one go: each change of threads costs.
        answer = await anyio.to_thread.run_sync(self._excused, *asked, limiter=self._limiter)
        await answer(scope, receive, send)

    def _excused(self, request: Request, name: str, body: bytes) -> Response:
        try:
            return self._answer(request, name, body)
        except RecordsError as error:
            log.error("%s could not be done: %s", name, error)
            return _json({"error": AWAY}, 503)
        except Exception as error:  # whatever it is, it is ours
            log.error("%s could not be done: %s", name, unquoted(error))
            return _json({"error": None}, 500)

    def _answer(self, request: Request, name: str, body: bytes) -> Response:
        who = self._people.student(request)
        if who is None:
            return _json({"error": "Sign in first."}, 401)
        sent = _object(body)
        event = self._events.get(str(sent.get("fn_index")) if name == BY_NUMBER else name)
        values = sent.get("data")
        if event is None:
            return _json({"error": "Nothing is here."}, 404)
        if not isinstance(values, list) or len(values) != event.inputs:
            return _json({"error": "That is not what this takes."}, 400)
        return _json({"data": event(gr.Request(request, username=who), values)})


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object in the body of a request; an empty one for whatever else is there."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def _json(content: dict[str, Any], status: int = 200) -> Response:
    # In ASCII: what a student typed may hold half of a surrogate pair.
    return Response(json.dumps(content), status, media_type="application/json")
