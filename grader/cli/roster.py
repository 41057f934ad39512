"""`roster import` and `roster codes`: who is in the class, and how do they come in?"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.errors import Problem
from grader.cli.options import Db, opened
from grader.cli.writing import new_file

if TYPE_CHECKING:
    from grader.records import Records, Student
    from grader.roster import Roster

STUDENT, INSTRUCTOR = "student", "instructor"
HEAD = ("student_key", "student_name", "email", "code")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV, or a platform's export.")],
    key: Annotated[str, typer.Option("--key", help="The column that tells students apart.")] = "",
    db: Db = "",
) -> None:
    """Add students, or what is new about them; all of a file or nothing of it."""
    found = _read(file, key)
    with opened(db) as records:
        before = {student.student_key: student for student in records.students()}
        records.add_students(found.students)
        after = {student.student_key: student for student in records.students()}
    new = sum(student.student_key not in before for student in found.students)
    changed = sum(key in before and before[key] != student for key, student in after.items())
    typer.echo(f"Read as {found.platform}; student_key is the column {found.key_column!r}.")
    for note in found.notes:
        typer.echo(f"  {note}")
    same = len(found.students) - new - changed
    typer.echo(f"{len(found.students)} students: {new} new, {changed} changed, {same} as before.")


def _read(file: Path, key: str) -> "Roster":
    from grader.roster import UnusableRoster, roster

    try:
        return roster(file.read_bytes(), key)
    except OSError as error:
        raise Problem(f"{file} cannot be read: {error.strerror}.") from error
    except UnusableRoster as error:
        raise Problem(f"{error}\n{file}: nothing was imported.") from error


def codes(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these people.")
    ] = None,
    role: Annotated[str, typer.Option("--role", help="student or instructor.")] = STUDENT,
    new: Annotated[bool, typer.Option("--new", help="Only those who have no code yet.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="A new file for the codes.")] = None,
    db: Db = "",
) -> None:
    """Make sign-in codes, which replace older ones, and print them once, as CSV."""
    from grader.gradebook.tables import table
    from grader.records.codes import issue

    if role not in (STUDENT, INSTRUCTOR):
        raise Problem(f"There is no role {role!r}; choose {STUDENT} or {INSTRUCTOR}.")
    if role == INSTRUCTOR and not names:
        raise Problem("Name the instructors: roster codes --role instructor NAME.")
    with opened(db) as records:
        people = _people(records, names or [], role, new)
        # Before old codes are replaced: there must be a place for the new ones.
        with new_file(out) as file:
            made = issue(records, [one.student_key for one in people], role)
            rows = [(p.student_key, p.student_name, p.email, made[p.student_key]) for p in people]
            file.write(table([HEAD, *rows]).encode())
    print(f"{len(people)} codes were made; they cannot be shown again.", file=sys.stderr)


def _people(records: "Records", names: list[str], role: str, new: bool) -> "list[Student]":
    from grader.records import Student
    from grader.records.codes import roles

    has = roles(records)
    known = {student.student_key: student for student in records.students()}
    if role == INSTRUCTOR:
        chosen = {name: Student(name) for name in names}
    elif names:
        absent = [name for name in names if name not in known]
        if absent:
            raise Problem(f"Not on the roster: {', '.join(absent)}; import them first.")
        chosen = {name: known[name] for name in names}
    else:
        chosen = {key: one for key, one in known.items() if has.get(key) != INSTRUCTOR}
    people = [one for key, one in chosen.items() if not (new and key in has)]
    if not people and not new:
        raise Problem("There are no students; import a roster first.")
    return people
