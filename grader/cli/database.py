"""`db backup`, `db restore`, `db merge`: the records saved, brought back, put together."""

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.errors import Problem
from grader.cli.options import Db, opened
from grader.core.phrases import several

File = Annotated[Path, typer.Argument(metavar="FILE", help="A backup, which is a SQLite file.")]


def backup(file: File, db: Db = "") -> None:
    """Save the records to a new file, while the site is running."""
    from grader.records.copying import backup as save

    with opened(db) as records:
        count = save(records, file)
    typer.echo(f"{several(count, 'attempt')} saved. {file}")


def restore(file: File, db: Db = "") -> None:
    """Bring a backup back into an empty database, be it SQLite or PostgreSQL."""
    from grader.records.copying import restore as bring_back

    with opened(db) as records:
        count = bring_back(records, file)
    typer.echo(f"{several(count, 'attempt')} restored.")


def merge(
    others: Annotated[list[str], typer.Argument(metavar="OTHER…", help="SQLite files or URLs.")],
    db: Db = "",
) -> None:
    """Append what other databases hold; run it again and nothing comes twice."""
    from grader.records.merging import merge as append

    for other in others:
        if "://" not in other and not Path(other).is_file():
            raise Problem(f"There is no file {other}.")
    with opened(db) as records:
        for other in others:
            with opened(other) as source:
                new, known = append(records, source)
            typer.echo(f"{several(new, 'new attempt')}, {known} known. {other}")
