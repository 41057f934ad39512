"""How do records that were made apart come together?  Appended to these, in order, none twice."""

import datetime
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from grader.records import schema
from grader.records.appending import add_student, record
from grader.records.errors import RecordsError
from grader.records.rows import Attempt, NewAttempt, Student
from grader.records.store import Records

# Two attempts that agree in all of these are one.
SAME = ("student", "exercise", "submitted_at", "source", "external_ref", "content_sha256",
        "status", "grader_version", "content_version")  # fmt: skip


def merge(records: Records, other: Records) -> tuple[int, int]:
    """Append what the other records hold, all or nothing; how many attempts were new, and known.

    Students and hints come along; what is known of a student here stays as it is.  Sign-in codes,
    sessions and tokens do not come.  Raises RecordsError.
    """
    with other.reading() as source:
        if source.execute(sa.select(schema.regrade).limit(1)).first():
            raise RecordsError(f"{other.name} holds a regrade; merge first and regrade afterwards.")
        hints = [dict(row) for row in source.execute(sa.select(schema.hint)).mappings()]
    students, attempts = other.students(), other.attempts()
    with records.writing() as connection:
        columns = [schema.attempt.c[name] for name in SAME]
        known = {_identity(row) for row in connection.execute(sa.select(*columns)).mappings()}
        for student in students:
            _add_student(connection, student)
        for hint in hints:
            _add_hint(connection, hint)
        new = [one for one in attempts if _identity(vars(one)) not in known]
        record(connection, [_as_new(one) for one in new])
    return len(new), len(attempts) - len(new)


def _identity(row: Mapping[Any, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in SAME)


def _add_student(connection: Connection, student: Student) -> None:
    mine = schema.student.c.student_key == student.student_key
    here = connection.execute(sa.select(schema.student).where(mine)).mappings().first() or {}
    known = {name: value for name, value in here.items() if value}
    add_student(connection, Student(**{**vars(student), **known}))


def _add_hint(connection: Connection, hint: Mapping[str, Any]) -> None:
    mine = [column == hint[column.name] for column in schema.hint.primary_key]
    if not connection.execute(sa.select(schema.hint).where(*mine)).first():
        connection.execute(sa.insert(schema.hint).values(**hint))


def _as_new(old: Attempt) -> NewAttempt:
    handed_in = old.submitted_at
    return NewAttempt(
        student=old.student,
        exercise=old.exercise,
        answer=old.answer,
        parameters=old.parameters,
        result=old.result,
        submitted_at=datetime.datetime.fromisoformat(handed_in) if handed_in else None,
        source=old.source,
        level=old.level,
        external_ref=old.external_ref,
        content_version=old.content_version,
        late_seconds=old.late_seconds,
        hints_used=old.hints_used,
    )
