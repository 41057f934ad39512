"""Who gets to which page?  People who have not signed in are led to where they can.

Gradio's own guard answers programs with 401; this one answers people with a page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, RedirectResponse

from grader.records import RecordsError
from grader.web.guard import App, Message, Receive, Send
from grader.web.people import People
from grader.web.plain import page, shown

# What Gradio serves beside the page that the student's page has no use for: files, uploads, calls
# by programs, links that write to the disk, other people's streams.
USED = re.compile(
    r"/(run/\w+|queue/(join|data)|heartbeat/\w+|app_id|startup-events|cancel|reset|theme\.css)/?"
)
GRADIO = "/learn/gradio_api"
WAY = re.compile(r"/(learn|teach)(/[\w/-]*)?(\?[\w=&%.+~-]*)?", re.ASCII)
AWAY = "The records of this site cannot be reached at the moment. Please try again soon."


def way(wanted: str, otherwise: str = "/learn/") -> str:
    """Where to go after signing in: a page of ours, or the page that is right for most."""
    return wanted if WAY.fullmatch(wanted) else otherwise


@dataclass(frozen=True)
class Door:
    """Plain ASGI inside the guard."""

    app: App
    people: People

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        refusal = await self.refusal(Request(scope)) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)

    async def refusal(self, request: Request) -> Response | None:
        """The answer to somebody who does not get in; None for everybody else."""
        path = request.url.path
        if path.startswith(GRADIO) and not USED.fullmatch(path.removeprefix(GRADIO)):
            return PlainTextResponse("Nothing is here.", 404)
        if request.method != "GET" or "text/html" not in request.headers.get("accept", ""):
            return None
        place = f"/{path.split('/')[1]}" if path != "/my/tokens" else path
        asked = {
            "/learn": self.people.student,
            "/my/tokens": self.people.student,
            "/teach": self.people.instructor,
        }.get(place)
        if asked is None:
            return None
        try:
            return await run_in_threadpool(self._led, request, asked)
        except RecordsError:
            return page("Just a moment", f"<p>{AWAY}</p>", 503)

    def _led(self, request: Request, asked: Callable[[Request], Any]) -> Response | None:
        if asked(request) is not None:
            return None
        known = self.people.student(request)
        if known is not None:
            return page("For instructors", _for_instructors(known), 403)
        wanted = urlsplit(str(request.url))
        target = wanted.path + (f"?{wanted.query}" if wanted.query else "")
        return RedirectResponse(f"/signin?next={quote(target, safe='')}", 303)


def _for_instructors(who: str) -> str:
    return (
        f"<p>You are signed in as <strong>{shown(who)}</strong>, and this page is for "
        'instructors.</p><p><a href="/learn/">To your exercises</a> · '
        '<a href="/signout">Sign in as somebody else</a></p>'
    )
