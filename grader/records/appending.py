"""How does an attempt get into the tables?  Numbered, with its answer, the best kept beside it."""

import json
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from grader.core.result import NOT_JUDGED
from grader.records import schema
from grader.records.rows import Attempt, NewAttempt, Student, utc


def _mine(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return tuple(table.c[name] == sa.bindparam(name) for name in ("student", "exercise"))


# Made once: to put a query together takes longer than to answer it.
_NUMBER = sa.select(sa.func.max(schema.attempt.c.number)).where(*_mine(schema.attempt))
_BEST = sa.select(schema.best.c.points).where(*_mine(schema.best))


def record(connection: Connection, new: NewAttempt) -> Attempt:
    """Append an attempt that counts beside those before it."""
    attempt = append(connection, new)
    _keep_best(connection, attempt)
    return attempt


def append(connection: Connection, new: NewAttempt) -> Attempt:
    """Append an attempt and leave the best score as it is."""
    _insert_once(connection, schema.student, student_key=new.student)
    row = _row(connection, new)
    _insert_once(connection, schema.content, content_sha256=new.content_sha256, answer=new.content)
    done = connection.execute(sa.insert(schema.attempt), row)
    (id,) = done.inserted_primary_key or (0,)
    return attempt_of({**row, "id": id, "answer": new.content})


def attempt_of(row: Any) -> Attempt:
    known = dict(row)
    for name in ("answer", "parameters", "result"):
        known[name] = json.loads(known[name])
    return Attempt(**known)


def _row(connection: Connection, new: NewAttempt) -> dict[str, Any]:
    mine = {"student": new.student, "exercise": new.exercise}
    before = connection.execute(_NUMBER, mine)
    result = new.result
    return {
        "student": new.student,
        "exercise": new.exercise,
        "number": (before.scalar() or 0) + 1,
        "submitted_at": utc(new.submitted_at),
        "source": new.source,
        "external_ref": new.external_ref,
        "content_sha256": new.content_sha256,
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


def _insert_once(connection: Connection, table: sa.Table, **values: Any) -> None:
    """Insert a row; one with this key that is there stays as it is."""
    insert = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name]
    connection.execute(insert(table).on_conflict_do_nothing(), values)


def add_student(connection: Connection, student: Student) -> None:
    known = {name: value for name, value in asdict(student).items() if value}
    key = schema.student.c.student_key
    there = connection.execute(sa.select(key).where(key == student.student_key)).first()
    if there is None:
        connection.execute(sa.insert(schema.student).values(**known))
    elif len(known) > 1:
        change = sa.update(schema.student).where(key == student.student_key)
        connection.execute(change.values(**known))


def _keep_best(connection: Connection, attempt: Attempt) -> None:
    """Note the attempt if it is better than the best so far.  What was not judged never counts."""
    if attempt.status == NOT_JUDGED:
        return
    mine = {"student": attempt.student, "exercise": attempt.exercise}
    before = connection.execute(_BEST, mine).scalar()
    values = {"attempt": attempt.id, "points": attempt.points}
    if before is None:
        connection.execute(sa.insert(schema.best), {**mine, **values})
    elif attempt.points > before:
        table = schema.best.c
        of_mine = (table.student == attempt.student, table.exercise == attempt.exercise)
        connection.execute(sa.update(schema.best).where(*of_mine).values(**values))
