"""How does the site start?  Opens its database, decides who may come in, and listens."""

import os
import socket
from collections.abc import Sequence

import gradio as gr
import uvicorn
from fastapi import FastAPI

from grader import ahead
from grader.records import Records
from grader.records.codes import roles
from grader.sandbox import shared
from grader.sandbox.trust import refusal
from grader.settings import HOST, HOSTS, METRICS_TOKEN, PORT, PROXIES, chosen
from grader.web.addresses import LOOPBACK, is_loopback, shown
from grader.web.answers import Desk
from grader.web.people import Class, OnePerson
from grader.web.site import Reach, site

ANY = ("0.0.0.0", "::", "")


class Refused(Exception):
    """The site does not start like this; the text says why and what to do about it."""


def create(url: str, reach: Reach | None = None) -> tuple[FastAPI, gr.Blocks]:
    """The site on this database, and its page for students."""
    records = Records.open(url)
    # What people upload and fetch is nobody else's on this machine.
    os.makedirs(os.environ["GRADIO_TEMP_DIR"], 0o700, exist_ok=True)
    people = Class(records) if roles(records) else OnePerson()
    return site(Desk(records, shared().run), people, reach or reach_of())


def serve(
    url: str,
    host: str = "",
    port: int | None = None,
    allowed: Sequence[str] = (),
    proxies: Sequence[str] = (),
    trust: bool = False,
) -> None:
    """Serve until stopped, under the names `allowed`, behind `proxies`.  Raises Refused.

    Whoever reaches another address than loopback is somebody else: unless `trust` says that they
    are trusted, their programs need walls.
    """
    host, port = chosen(HOST, host), chosen(PORT, port)
    reach = reach_of(host, allowed, proxies)
    if not (is_loopback(host) and reach.hosts == LOOPBACK and not reach.proxies):
        if not trust and (reason := refusal()):
            raise Refused(reason)
        _refuse_strangers(url, host)
    if not reach.hosts - LOOPBACK and not is_loopback(host):
        raise Refused(
            f"{host} is every address of this machine. Say by which names or addresses people "
            "reach it: --allow-host grader.example.org, once for each."
        )
    with listening(host, port) as listener:
        app, _ = create(url, reach)
        print(f"Chainrule is at http://{shown(host)}:{listener.getsockname()[1]}/", flush=True)
        config = uvicorn.Config(app, log_level="warning", access_log=False, proxy_headers=False)
        with ahead.beside():
            uvicorn.Server(config).run(sockets=[listener])


def reach_of(host: str = "", allowed: Sequence[str] = (), proxies: Sequence[str] = ()) -> Reach:
    """From where the site can be reached; what is not given is in the settings."""
    names = {*chosen(HOSTS, list(allowed)), *({chosen(HOST, host)} - set(ANY))}
    trusted = tuple(chosen(PROXIES, list(proxies)))
    return Reach(LOOPBACK | {name.lower() for name in names}, trusted, chosen(METRICS_TOKEN))


def _refuse_strangers(url: str, host: str) -> None:
    with Records.open(url) as records:
        if not roles(records):
            raise Refused(
                f"Without a roster anybody who reaches {host} could answer as the same student. "
                "Import one (roster import, then roster codes), or leave out --host, --allow-host "
                "and --proxy to stay on this machine."
            )


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens here.  Raises Refused, before anything slow has begun."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=512)
        # asyncio does this only for sockets that name their protocol.  Without it the body of every
        # answer waits 40 ms for the browser to acknowledge its head.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        raise Refused(
            f"Port {port} of {host} cannot be had ({error.strerror}); choose another with --port."
        ) from error
