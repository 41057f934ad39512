"""Starts the site.  `python app.py` serves it; `app` and `demo` are there for other servers."""

import argparse
import sys
from pathlib import Path
from typing import Any

from grader.cli.options import database_url

PARTS = ("app", "demo")


def __getattr__(name: str) -> Any:
    # Built when first asked for: `python app.py --db URL` must not open the default database.
    if name not in PARTS:
        raise AttributeError(f"module 'app' has no attribute {name!r}")
    from grader.web.serve import create

    globals().update(zip(PARTS, create(database_url()), strict=True))
    return globals()[name]


def main(arguments: list[str] | None = None) -> int:
    from grader.web.serve import HOST, PORT, Refused, serve

    parser = argparse.ArgumentParser(prog="app.py", description="Serve Chainrule.")
    parser.add_argument("--host", default=HOST, help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=PORT, help="default: %(default)s")
    parser.add_argument("--db", default="", help="database URL or SQLite file")
    parser.add_argument("--data", type=Path, help="folder for the database (default: data)")
    parser.add_argument(
        "--trust-submissions",
        action="store_true",
        help="serve others although their programs would run without walls",
    )
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME",
        help="a name by which people reach the site; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--proxy", action="append", default=[], metavar="ADDRESS",
        help="a proxy in front of the site, whose X-Forwarded-For and -Proto count",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    db = given.db or (str(given.data / "chainrule.db") if given.data else "")
    try:
        serve(
            database_url(db),
            given.host,
            given.port,
            given.allow_host,
            given.proxy,
            given.trust_submissions,
        )
    except Refused as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
