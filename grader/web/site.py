"""What is served where?  The site as one ASGI application."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
from fastapi import FastAPI, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from gradio.themes import Base
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from grader.records import RecordsError
from grader.web import api, files, health, learn, signin, teach, tokens
from grader.web.addresses import LOOPBACK
from grader.web.answers import Desk
from grader.web.direct import Direct
from grader.web.door import AWAY, Door
from grader.web.guard import Guard
from grader.web.health import Counted
from grader.web.people import Class, OnePerson, People
from grader.web.plain import page as plain_page
from grader.web.streams import Streams

STATIC = Path(__file__).parent / "static"
HEAD = """<link rel="stylesheet" href="/site/style.css">
<link rel="icon" href="/site/favicon.svg" type="image/svg+xml">
<script src="/site/page.js"></script>"""


@dataclass(frozen=True)
class Reach:
    """From where the site can be reached.

    `hosts` are the names that it answers to, empty for any; `proxies` the addresses whose word
    counts on whom they forward; `token` lets a collector elsewhere read the counts.
    """

    hosts: frozenset[str] = LOOPBACK
    proxies: tuple[str, ...] = ()
    token: str = ""


def site(
    desk: Desk, people: People | None = None, reach: Reach = Reach()
) -> tuple[FastAPI, gr.Blocks]:
    """The application and its page for students."""
    people = people or OnePerson()
    app = FastAPI(title="Chainrule", docs_url=None, redoc_url=None, openapi_url=None)
    page = learn.build(desk)
    app.add_middleware(Direct, page=page, people=people)
    _walls(app, desk, people, reach)
    app.add_exception_handler(RecordsError, _away)
    app.include_router(signin.router(people) if isinstance(people, Class) else signin.alone())
    app.include_router(files.router(desk, people))
    app.include_router(tokens.router(desk, people))
    app.include_router(health.router(desk, reach.token))
    api.install(app, desk)
    app.mount("/site", StaticFiles(directory=STATIC))

    @app.get("/")
    def root(request: Request) -> RedirectResponse:
        query = request.url.query
        return RedirectResponse(f"/learn/?{query}" if query else "/learn/")

    @app.get("/favicon.ico")
    def icon() -> FileResponse:
        return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")

    _mount(app, teach.build(desk), "/teach", people.instructor, "50mb")
    _mount(app, page, "/learn", people.student, 1)
    return app, page


def _walls(app: FastAPI, desk: Desk, people: People, reach: Reach) -> None:
    """What a request passes, from the inside outwards."""
    # With a CORS middleware of our own, Gradio does not add one that reflects every origin.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Streams, people=people)
    app.add_middleware(Door, people=people)
    app.add_middleware(Guard, hosts=reach.hosts, proxied=bool(reach.proxies))
    app.add_middleware(Counted, tally=desk.tally)
    if reach.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(reach.proxies))


def _away(_: Request, __: Exception) -> HTMLResponse:
    return plain_page("Just a moment", f"<p>{AWAY}</p>", 503)


Who = Callable[[Request], str | None]


def _mount(app: FastAPI, blocks: gr.Blocks, path: str, who: Who, largest: str | int) -> None:
    async def user(request: Request) -> str | None:
        try:
            return await run_in_threadpool(who, request)
        except RecordsError as error:
            raise HTTPException(503, AWAY) from error

    gr.mount_gradio_app(
        app,
        blocks,
        path,
        auth_dependency=user,
        max_file_size=largest,
        head=HEAD,
        theme=_theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        ssr_mode=False,
        app_kwargs={"openapi_url": None},
    )


def _theme() -> Base:
    return Base(
        primary_hue="indigo",
        neutral_hue="slate",
        radius_size="md",
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "Menlo", "monospace"],
    )
