"""Options that several commands share, and what they mean."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.errors import Problem

if TYPE_CHECKING:
    from grader.records import Records

Db = Annotated[
    str,
    typer.Option(
        "--db",
        help="Database URL or SQLite file [default: CHAINRULE_DB, else data/chainrule.db]",
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

DEFAULT_DB = Path("data") / "chainrule.db"


def database_url(db: str = "") -> str:
    """The URL to use: the option, else CHAINRULE_DB, else SQLite in data/ of this folder."""
    chosen = db or os.environ.get("CHAINRULE_DB", "") or str(DEFAULT_DB)
    return chosen if "://" in chosen else f"sqlite:///{chosen}"


@contextmanager
def opened(db: str) -> "Iterator[Records]":
    """The records that --db names.  Raises Problem where they cannot be used."""
    from grader.records import Records, RecordsError

    try:
        with Records.open(database_url(db)) as records:
            yield records
    except RecordsError as error:
        raise Problem(str(error)) from error
