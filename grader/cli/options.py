"""Options that several commands share, and what they mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.errors import Problem
from grader.settings import DB, chosen

if TYPE_CHECKING:
    from grader.records import Records

Db = Annotated[
    str,
    typer.Option(
        "--db",
        help="Database URL or SQLite file [default: data/chainrule.db]",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
Student = Annotated[str, typer.Option("--student", help="Whose variant of the question.")]
ExerciseIds = Annotated[
    list[str], typer.Option("--exercise", help="Only this exercise; may be given several times.")
]
# The default of a list option: Typer only reads it.
EVERY: list[str] = []

Trust = Annotated[
    bool,
    typer.Option("--trust-submissions", help="Run other people's programs without walls."),
]

# What is left out of these is looked for in the environment and in the file of settings.
Host = Annotated[str, typer.Option("--host", help="Address to listen on [default: 127.0.0.1].")]
Port = Annotated[int | None, typer.Option("--port", help="Port to listen on [default: 7860].")]
Hosts = Annotated[
    list[str],
    typer.Option("--allow-host", help="A name by which people reach the site; repeatable."),
]
Proxies = Annotated[
    list[str],
    typer.Option("--proxy", help="A proxy whose X-Forwarded-For and -Proto count; repeatable."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", help="Processes that grade [default: one per processor].", min=1),
]


def database_url(db: str = "") -> str:
    """The URL to use: a name without one is a SQLite file."""
    place = chosen(DB, db)
    return place if "://" in place else f"sqlite:///{place}"


@contextmanager
def opened(db: str) -> "Iterator[Records]":
    """The records that --db names.  Raises Problem where they cannot be used."""
    from grader.records import Records, RecordsError

    try:
        with Records.open(database_url(db)) as records:
            yield records
    except RecordsError as error:
        raise Problem(str(error)) from error
