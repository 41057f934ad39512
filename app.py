"""Starts the site.  `python app.py` serves it; `app` and `demo` are there for other servers."""

import sys
from typing import Any

from grader.__main__ import main
from grader.cli.options import database_url

PARTS = ("app", "demo")


def __getattr__(name: str) -> Any:
    # Built when first asked for: `python app.py --db URL` must not open the default database.
    if name not in PARTS:
        raise AttributeError(f"module 'app' has no attribute {name!r}")
    from grader.web.serve import create

    globals().update(zip(PARTS, create(database_url()), strict=True))
    return globals()[name]


if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
