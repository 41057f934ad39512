"""`roster import` and `roster codes`: who is in the class, and how do they come in?"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.errors import Problem
from grader.cli.options import Db, opened
from grader.cli.writing import new_file


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV, or a platform's export.")],
    key: Annotated[str, typer.Option("--key", help="The column that tells students apart.")] = "",
    db: Db = "",
) -> None:
    """Add students, or what is new about them; all of a file or nothing of it."""
    from grader.teaching.errors import Impossible
    from grader.teaching.people import change, roster_in

    try:
        read = roster_in(file.read_bytes(), key)
    except OSError as error:
        raise Problem(f"{file} cannot be read: {error.strerror}.") from error
    except Impossible as error:
        raise Problem(f"{error}\n{file}: nothing was imported.") from error
    with opened(db) as records:
        found = change(records, read)
        records.add_students(found.roster.students)
    first, *notes, last = found.sentences
    typer.echo("\n".join([first, *(f"  {note}" for note in notes), last]))


def codes(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these people.")
    ] = None,
    role: Annotated[str, typer.Option("--role", help="student or instructor.")] = "student",
    new: Annotated[bool, typer.Option("--new", help="Only those who have no code yet.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="A new file for the codes.")] = None,
    db: Db = "",
) -> None:
    """Make sign-in codes, which replace older ones, and print them once, as CSV."""
    from grader.teaching.people import chosen, codes_csv, made

    with opened(db) as records:
        people = chosen(records, names or [], role, new)
        # Before old codes are replaced: there must be a place for the new ones.
        with new_file(out) as file:
            file.write(codes_csv(records, people, role).encode())
    again = "it cannot be shown again" if len(people) == 1 else "they cannot be shown again"
    print(f"{made(len(people))}; {again}.", file=sys.stderr)
