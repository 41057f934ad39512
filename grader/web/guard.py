"""What gets as far as the site?  Bodies of a sane size, from our own pages, for our own host."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.requests import ClientDisconnect

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

BODY, UPLOAD = 1_000_000, 60_000_000
POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio writes its configuration into the page; nothing needs 'unsafe-eval'.
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
]
TOO_LARGE = JSONResponse({"error": "That is too large; send less."}, 413)
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Guard:
    """Plain ASGI around the whole site.

    `hosts` are the names it answers to, empty for any; `proxied` says that a proxy of ours has
    been asked whom it forwards.
    """

    app: App
    hosts: frozenset[str] = frozenset()
    proxied: bool = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self.refusal(scope)
            await (refusal or self._limited)(self._believed(scope), receive, send)

    def _believed(self, scope: Message) -> Message:
        """The request without what it says about being forwarded.

        What comes through a proxy that nobody told us of comes from nobody knows where, certainly
        not from this machine.
        """
        kept = [(name, value) for name, value in scope["headers"] if not _forwards(name)]
        forwarded = len(kept) < len(scope["headers"])
        client = scope["client"] if self.proxied or not forwarded else None
        return {**scope, "headers": kept, "client": client}

    def refusal(self, scope: Message) -> Response | None:
        """The answer to a request that goes no further; None for all others."""
        head = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = urlsplit("//" + head.get(b"host", "")).hostname or ""
        if self.hosts and host not in self.hosts:
            return PlainTextResponse("This site has another address.", 421)
        size = head.get(b"content-length", "0")
        if not size.isdigit() or int(size) > _limit(scope["path"]):
            return TOO_LARGE
        if scope["method"] not in SAFE and not _ours(head):
            return PlainTextResponse("That did not come from this site's own pages.", 403)
        return None

    async def _limited(self, scope: Message, receive: Receive, send: Send) -> None:
        left, started = _limit(scope["path"]), False

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            return message if left >= 0 else {"type": "http.disconnect"}

        async def tagged(message: Message) -> None:
            nonlocal started
            if left < 0 and not started:
                return
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        try:
            await self.app(scope, counted, tagged)
        except ClientDisconnect:
            if left >= 0:
                raise
        if left < 0 and not started:
            await TOO_LARGE(scope, receive, send)


def _forwards(name: bytes) -> bool:
    return name == b"forwarded" or name.startswith(b"x-forwarded-")


def _limit(path: str) -> int:
    return UPLOAD if path.endswith("/gradio_api/upload") else BODY


def _ours(head: dict[bytes, str]) -> bool:
    """Whether a request that changes something comes from our own pages, or from no browser."""
    site = head.get(b"sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = head.get(b"origin")
    return origin is None or urlsplit(origin).netloc == head.get(b"host")
