"""`stats`: how hard the exercises are, whether they tell students apart, who made which mistake."""

import dataclasses
import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from grader import catalog
from grader.cli.errors import Problem
from grader.cli.options import EVERY, Db, ExerciseIds, Json, opened
from grader.core.phrases import several

if TYPE_CHECKING:
    from grader.gradebook.clusters import Cluster
    from grader.gradebook.statistics import Cause, Item

MOST_NAMES = 8


def stats(
    as_json: Json = False,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", help="Write FILE, and beside it FILE-causes and FILE-unexplained."),
    ] = None,
    exercise: ExerciseIds = EVERY,
    db: Db = "",
) -> None:
    """Attempts, mean, difficulty and discrimination of each exercise; students by cause."""
    from grader.batch.files import exercise_rows
    from grader.gradebook.clusters import clusters
    from grader.gradebook.statistics import causes, items

    for id in exercise:
        catalog.entry(id)
    with opened(db) as records:
        attempts = records.attempts()
    rows = [row for row in exercise_rows() if not exercise or row.id in exercise]
    found, reasons = items(attempts, rows), causes(attempts, rows)
    unexplained = clusters(a for a in attempts if not exercise or a.exercise in exercise)
    if csv:
        _write(csv, found, reasons, unexplained)
    if as_json:
        content = {
            "exercises": list(map(_item, found)),
            "causes": list(map(_cause, reasons)),
            "unexplained": list(map(dataclasses.asdict, unexplained)),
        }
        typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
    elif not csv:
        lines = [*_table(found), "", *_reasons(reasons), *_unexplained(unexplained)]
        typer.echo("\n".join(lines))


def _item(item: "Item") -> dict[str, Any]:
    return {**dataclasses.asdict(item), "few": item.few}


def _cause(cause: "Cause") -> dict[str, Any]:
    return {
        "exercise": cause.exercise,
        "mistake": cause.mistake,
        "feedback": cause.feedback,
        "first_attempt": list(cause.first),
        "any_attempt": list(cause.ever),
    }


def _table(items: "list[Item]") -> list[str]:
    head = (
        f"{'exercise':<26}{'n':>5}{'attempts':>10}{'solved':>8}{'mean':>7}{'of':>6}"
        f"{'difficulty':>12}{'discrimination':>16}"
    )
    lines = [
        f"{one.exercise:<26}{one.n:>5}{one.attempts:>10}{one.solved:>8}{one.mean:>7.2f}"
        f"{one.max_points:>6g}{one.difficulty:>12.2f}{_discrimination(one):>16}"
        for one in items
    ]
    return [
        head,
        *lines,
        "",
        "difficulty: the part of the points that first attempts earn (1 is easy). discrimination: "
        "the correlation of first attempts with those at everything else; * = fewer than 10 "
        "students, so it says little.",
    ]


def _discrimination(item: "Item") -> str:
    if item.discrimination is None:
        return "not defined "
    return f"{item.discrimination:.2f}{'*' if item.few else ' '}"


def _reasons(causes: "list[Cause]") -> list[str]:
    lines = ["students by cause (first attempt / any attempt)"]
    for cause in causes:
        lines.append(
            f"{cause.exercise:<26}{cause.mistake:<14}{len(cause.first):>4} / {len(cause.ever):<4}"
            f"{_names(cause.ever)}"
        )
        lines.append(f"{'':<26}{cause.feedback}")
    return lines


def _names(students: tuple[str, ...]) -> str:
    more = f" and {len(students) - MOST_NAMES} more" if len(students) > MOST_NAMES else ""
    return ", ".join(students[:MOST_NAMES]) + more


def _unexplained(clusters: "list[Cluster]") -> list[str]:
    """Each cluster with one program; nothing where there is none."""
    head = "the same results of several students, which no known mistake explains"
    lines = ["", head] if clusters else []
    for one in clusters:
        lines.append(
            f"{one.exercise:<26}{several(len(one.students), 'student'):>13}: {_names(one.students)}"
        )
        lines.append(textwrap.indent(_plain(one.sample).strip(), "    "))
    return lines


def _plain(program: str) -> str:
    """A student's text without what a terminal would obey."""
    return "".join(c for c in program.expandtabs() if c == "\n" or c.isprintable())


def _write(
    path: Path, items: "list[Item]", causes: "list[Cause]", unexplained: "list[Cluster]"
) -> None:
    from grader.batch.files import write
    from grader.teaching.statistics import causes_csv, clusters_csv, items_csv

    try:
        write(path, items_csv(items))
        write(path.with_stem(f"{path.stem}-causes"), causes_csv(causes))
        write(path.with_stem(f"{path.stem}-unexplained"), clusters_csv(unexplained))
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}.") from error
