"""`list`, `show` and `verify`: what exercises are there, and are they sound?"""

import dataclasses
import json
from typing import Annotated, Any

import typer

from grader import catalog
from grader.cli.errors import UNSOUND, Problem
from grader.cli.options import Json, Student
from grader.core.exercise import Question
from grader.core.grade import pose
from grader.core.kinds import Code


def list_(as_json: Json = False) -> None:
    """List units and exercises in lecture order."""
    rows = [_row(entry) for entry in catalog.entries()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    unit = ""
    for entry, row in zip(catalog.entries(), rows, strict=True):
        if entry.unit.package != unit:
            unit = entry.unit.package
            typer.echo(f"\n{entry.unit.letter}  {entry.unit.title}")
        optional = " (optional)" if row["optional"] else ""
        typer.echo(
            f"   {entry.code:<4}{row['id']:<24}{row['kind']:<9}{row['points']:>4g}  "
            f"{row['title']}{optional}"
        )


def _row(entry: catalog.Entry) -> dict[str, Any]:
    exercise = entry.exercise
    return {
        "id": exercise.id,
        "unit": entry.unit.package,
        "title": exercise.title,
        "kind": exercise.kind,
        "points": exercise.points,
        "optional": exercise.optional,
    }


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The exercise.")],
    student: Student = "",
    starter: Annotated[bool, typer.Option("--starter", help="Print the starter file.")] = False,
    as_json: Json = False,
) -> None:
    """Show a question as one student sees it."""
    exercise = catalog.exercise(id)
    question = pose(exercise, student)
    if starter:
        if not question.starter:
            raise Problem(f"{id} is answered without a program, so there is no starter file.")
        typer.echo(question.starter, nl=False)
    elif as_json:
        typer.echo(json.dumps(dataclasses.asdict(question), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(_lines(catalog.entry(id), question)))


def _lines(entry: catalog.Entry, question: Question) -> list[str]:
    exercise = entry.exercise
    optional = ", optional" if exercise.optional else ""
    lines = [
        f"{entry.code}  {exercise.title}  ({exercise.kind}, {exercise.points:g} points{optional})",
        "",
        question.text,
    ]
    if question.options:
        pairs = zip(question.letters, question.options, strict=True)
        lines += ["", *(f"  {letter}  {option}" for letter, option in pairs)]
    if len(question.fields) > 1:
        lines += ["", f"Enter {len(question.fields)} answers: {'; '.join(question.fields)}"]
    if question.starter:
        lines += ["", question.starter.rstrip()]
    return lines


def verify(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Exercises.")] = None,
    table: Annotated[
        bool, typer.Option("--table", help="Print which case sees which mistake.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Prove that the content is sound; exit status 1 if it is not."""
    from grader.core.verify import findings

    chosen = ids or list(catalog.ids())
    found = [] if ids else [str(orphan) for orphan in catalog.orphans()]
    for id in chosen:
        exercise = catalog.exercise(id)
        sentences = [str(finding) for finding in findings(exercise)]
        found += sentences
        if not as_json:
            typer.echo(f"{'unsound' if sentences else 'sound':<8} {id}")
        if table and isinstance(exercise, Code):
            typer.echo(_table(exercise))
    if as_json:
        typer.echo(json.dumps({"sound": not found, "findings": found}, ensure_ascii=False))
    elif not found:
        typer.echo(f"Sound: {len(chosen)} of {len(chosen)}.")
    if found:
        raise Problem("\n".join(found), UNSOUND)


def _table(exercise: Code) -> str:
    from grader.core.verify import mistake_table

    columns, rows = mistake_table(exercise)
    heads = [f"  {chr(ord('a') + i)} = {name}" for i, name in enumerate(columns)]
    width = max((len(row.mistake) for row in rows), default=8)
    letters = "".join(f" {chr(ord('a') + i)}" for i in range(len(columns)))
    lines = [*heads, " " * (width + 2) + letters]
    for row in rows:
        marks = "".join(" x" if name in row.shows else " ." for name in columns)
        lines.append(f"  {row.mistake:<{width}}{marks}")
    return "\n".join(lines)
