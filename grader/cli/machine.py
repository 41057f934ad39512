"""`doctor`, `prepare` and `serve`: what this machine gives and keeps, and the site."""

import json
import sys
from typing import Annotated, Any

import typer

from grader.cli.errors import UNSOUND, Problem
from grader.cli.options import EVERY, Db, Host, Hosts, Json, Port, Proxies, Trust, database_url


def doctor(as_json: Json = False, db: Db = "") -> None:
    """Report versions, the database, and the isolation that this machine really gives."""
    from grader.teaching.health import database, isolation, versions

    url = database_url(db)
    report = {"isolation": isolation(), "versions": versions(), "database": database(url)}
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print(report)
    open_ = [name for name, state in report["isolation"]["canaries"].items() if state == "open"]
    if open_ or report["isolation"]["level"] == "limited":
        raise Problem(
            f"Isolation is '{report['isolation']['level']}'; open: "
            f"{', '.join(open_) or 'nothing'}. "
            "Do not run other people's programs here.",
            UNSOUND,
        )
    if not report["database"]["ok"]:
        raise Problem(report["database"]["message"], UNSOUND)


def _print(report: dict[str, Any]) -> None:
    isolation = report["isolation"]
    layers = ", ".join(f"{k} {'up' if up else 'missing'}" for k, up in isolation["layers"].items())
    typer.echo(f"isolation: {isolation['level']} ({layers})")
    for name, state in isolation["canaries"].items():
        typer.echo(f"  {state:<5} {name}")
    typer.echo("versions:  " + ", ".join(f"{k} {v}" for k, v in report["versions"].items()))
    typer.echo(f"database:  {report['database']['url']}: {report['database']['message']}")


def prepare(
    ids: Annotated[list[str], typer.Argument(help="Exercises; all if none are named.")] = EVERY,
) -> None:
    """Simulate which mistakes together lead to what, so that no answer waits for it."""
    from grader.ahead import prepared

    for id in prepared(ids):
        typer.echo(id)


def serve(
    host: Host = "",
    port: Port = None,
    db: Db = "",
    allowed: Hosts = EVERY,
    proxies: Proxies = EVERY,
    trust: Trust = False,
) -> None:
    """Serve the site, as `python app.py` does."""
    from grader.records import RecordsError
    from grader.web.serve import Refused
    from grader.web.serve import serve as listen

    try:
        listen(database_url(db), host, port, allowed, proxies, trust)
    except (Refused, RecordsError) as error:
        raise Problem(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(0)
