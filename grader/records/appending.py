"""How does an attempt get into the tables?  Numbered, with its answer, the best kept beside it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from grader.core.result import NOT_JUDGED
from grader.records import schema
from grader.records.rows import Attempt, NewAttempt, Student, sha256, utc

INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _better(kind: str) -> Any:
    """Insert a best score, or put it in the place of one with fewer points."""
    new = INSERT[kind](schema.best)
    values = {"attempt": new.excluded.attempt, "points": new.excluded.points}
    where = schema.best.c.points < new.excluded.points
    return new.on_conflict_do_update(index_elements=MINE, set_=values, where=where)


# Made once: to put a statement together takes longer than to carry it out.
MINE = (schema.best.c.student, schema.best.c.exercise)
ATTEMPT = sa.insert(schema.attempt)
NUMBER = sa.select(sa.func.max(schema.attempt.c.number)).where(
    schema.attempt.c.student == sa.bindparam("student"),
    schema.attempt.c.exercise == sa.bindparam("exercise"),
)
# A row whose key is there already stays as it is.
ONCE = {
    kind: {t: insert(t).on_conflict_do_nothing() for t in (schema.student, schema.content)}
    for kind, insert in INSERT.items()
}
BETTER = {kind: _better(kind) for kind in INSERT}


def record(connection: Connection, new: Sequence[NewAttempt]) -> list[Attempt]:
    """Append attempts that count beside those before them."""
    attempts = append(connection, new)
    _keep_best(connection, attempts)
    return attempts


def append(connection: Connection, new: Sequence[NewAttempt]) -> list[Attempt]:
    """Append attempts and leave the best scores as they are."""
    contents = [(sha256(content), content) for content in (one.content for one in new)]
    once = ONCE[connection.dialect.name]
    people = [{"student_key": one.student} for one in new]
    answers = [{"content_sha256": key, "answer": content} for key, content in contents]
    for table, rows in ((schema.student, people), (schema.content, answers)):
        if rows:
            connection.execute(once[table], rows)
    return [_appended(connection, *pair) for pair in zip(new, contents, strict=True)]


def _appended(connection: Connection, new: NewAttempt, content: tuple[str, str]) -> Attempt:
    row = {**_row(connection, new), "content_sha256": content[0]}
    (id,) = connection.execute(ATTEMPT, row).inserted_primary_key or (0,)
    return attempt_of({**row, "id": id, "answer": content[1]})


def attempt_of(row: Any) -> Attempt:
    known = dict(row)
    for name in ("answer", "parameters", "result"):
        known[name] = json.loads(known[name])
    return Attempt(**known)


def _row(connection: Connection, new: NewAttempt) -> dict[str, Any]:
    mine = {"student": new.student, "exercise": new.exercise}
    result = new.result
    return {
        **mine,
        "number": (connection.execute(NUMBER, mine).scalar() or 0) + 1,
        "submitted_at": utc(new.submitted_at),
        "source": new.source,
        "external_ref": new.external_ref,
        "parameters": json.dumps(dict(new.parameters)),
        "result": json.dumps(dict(result)),
        "status": result["status"],
        "points": result["points"],
        "max_points": result["max_points"],
        "grader_version": result["grader_version"],
        "content_version": new.content_version,
        "level": new.level,
        "late_seconds": new.late_seconds,
        "hints_used": new.hints_used,
    }


def add_student(connection: Connection, student: Student) -> None:
    known = {name: value for name, value in asdict(student).items() if value}
    key = schema.student.c.student_key
    there = connection.execute(sa.select(key).where(key == student.student_key)).first()
    if there is None:
        connection.execute(sa.insert(schema.student).values(**known))
    elif len(known) > 1:
        change = sa.update(schema.student).where(key == student.student_key)
        connection.execute(change.values(**known))


def _keep_best(connection: Connection, attempts: Iterable[Attempt]) -> None:
    """Note those that are better than the best so far.  What was not judged never counts."""
    better = [
        {"student": a.student, "exercise": a.exercise, "attempt": a.id, "points": a.points}
        for a in attempts
        if a.status != NOT_JUDGED
    ]
    if better:
        connection.execute(BETTER[connection.dialect.name], better)
