"""What is served where?  The site as one ASGI application."""

from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from gradio.themes import Base

from grader.web import files, learn, teach
from grader.web.answers import Desk
from grader.web.guard import Guard
from grader.web.people import OnePerson, People

STATIC = Path(__file__).parent / "static"
HEAD = """<link rel="stylesheet" href="/site/style.css">
<link rel="icon" href="/site/favicon.svg" type="image/svg+xml">
<script src="/site/page.js"></script>"""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def site(
    desk: Desk, people: People | None = None, hosts: frozenset[str] = LOOPBACK
) -> tuple[FastAPI, gr.Blocks]:
    """The application and its page for students.

    `hosts` are the names that the site answers to; empty for any.
    """
    people = people or OnePerson()
    app = FastAPI(title="Chainrule", docs_url=None, redoc_url=None, openapi_url=None)
    # With a CORS middleware of our own, Gradio does not add one that reflects every origin.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Guard, hosts=hosts)  # type: ignore[arg-type]
    app.include_router(files.router(desk, people))
    app.mount("/site", StaticFiles(directory=STATIC))

    @app.get("/")
    def root() -> RedirectResponse:
        return RedirectResponse("/learn/")

    @app.get("/favicon.ico")
    def icon() -> FileResponse:
        return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")

    page = learn.build(desk)
    _mount(app, teach.build(desk), "/teach", people.instructor, "50mb")
    _mount(app, page, "/learn", people.student, 1)
    return app, page


def _mount(app: FastAPI, blocks: gr.Blocks, path: str, who: Any, largest: str | int) -> None:
    gr.mount_gradio_app(
        app,
        blocks,
        path,
        auth_dependency=who,
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
