"""`db backup` and `db restore`: the records saved, and brought back."""

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import Db, opened

File = Annotated[Path, typer.Argument(metavar="FILE", help="A backup, which is a SQLite file.")]


def backup(file: File, db: Db = "") -> None:
    """Save the records to a new file, while the site is running."""
    from grader.records.copying import backup as save

    with opened(db) as records:
        count = save(records, file)
    typer.echo(f"{count} attempts are saved. {file}")


def restore(file: File, db: Db = "") -> None:
    """Bring a backup back into an empty database, be it SQLite or PostgreSQL."""
    from grader.records.copying import restore as bring_back

    with opened(db) as records:
        count = bring_back(records, file)
    typer.echo(f"{count} attempts are back.")
