"""How does the site start?  Opens its database, decides who may come in, and listens."""

import ipaddress
import socket

import gradio as gr
import uvicorn
from fastapi import FastAPI

from grader.records import Records
from grader.sandbox import shared
from grader.sandbox.trust import refusal
from grader.web.answers import Desk
from grader.web.site import LOOPBACK, site

HOST, PORT = "127.0.0.1", 7860


class Refused(Exception):
    """The site does not start like this; the text says why and what to do about it."""


def create(url: str) -> tuple[FastAPI, gr.Blocks]:
    """The site on this database, and its page for students."""
    return site(Desk(Records.open(url), shared().run), hosts=LOOPBACK)


def serve(url: str, host: str = HOST, port: int = PORT, trust: bool = False) -> None:
    """Serve until stopped.  Raises Refused.

    Whoever reaches another address than loopback is somebody else: unless `trust` says that they
    are trusted, their programs need walls.
    """
    if not is_loopback(host):
        if not trust and (reason := refusal()):
            raise Refused(reason)
        raise Refused(
            f"Without a roster anybody who reaches {host} could answer as the same student. Import "
            "one (roster import, then roster codes), or leave out --host to stay on this machine."
        )
    with listening(host, port) as listener:
        app, _ = create(url)
        print(f"Chainrule is at http://{shown(host)}:{listener.getsockname()[1]}/", flush=True)
        config = uvicorn.Config(app, log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens here.  Raises Refused, before anything slow has begun."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise Refused(
            f"Port {port} of {host} cannot be had ({error.strerror}); choose another with --port."
        ) from error


def is_loopback(host: str) -> bool:
    try:
        return host in LOOPBACK or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
