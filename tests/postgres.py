"""A PostgreSQL server for the tests: on loopback, in a folder of its own, gone afterwards."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

USER = "postgres"


def programs() -> Path:
    """The folder with initdb and postgres: where they are found, else Debian's newest."""
    found = shutil.which("initdb")
    places = [Path(found)] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert places, "Install PostgreSQL (make postgresql); the records are tested on it, too."
    return places[-1].parent


def unprivileged() -> dict[str, object]:
    """PostgreSQL refuses to run as root; then it runs as the user that its package made."""
    return {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}


@contextlib.contextmanager
def server() -> Iterator[str]:
    """A running server's URL, without the name of a database."""
    folder = Path(tempfile.mkdtemp(prefix="chainrule-postgres-"))
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, USER, USER)
    try:
        _make_cluster(folder)
        with _running(folder) as port:
            url = f"{USER}:{password}@127.0.0.1:{port}"
            _wait(f"postgresql://{url}/postgres")
            yield f"postgresql+psycopg://{url}"
    finally:
        shutil.rmtree(folder)


def _make_cluster(folder: Path) -> None:
    command = [
        programs() / "initdb", "--pgdata", folder / "data", "--username", USER, "--no-sync",
        "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256",
        "--pwfile", folder / "password",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, cwd=folder, **unprivileged())


@contextlib.contextmanager
def _running(folder: Path) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off",
                "port": port}  # fmt: skip
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [programs() / "postgres", "-D", folder / "data", *options]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(command, stderr=log, stdout=log, cwd=folder, **unprivileged())
    try:
        yield port
    finally:
        running.send_signal(signal.SIGINT)
        running.wait()


def _wait(url: str) -> None:
    for _ in range(300):
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL does not come up.")
