"""How are attempts recorded and found again?  Appended in one transaction, never overwritten."""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from grader.core import points
from grader.core.result import GRADED, NOT_JUDGED
from grader.records import schema
from grader.records.database import engine_for, explained
from grader.records.errors import RecordsError
from grader.records.rows import Attempt, NewAttempt, Student, sha256, utc

STUDENT_FIELDS = tuple(field.name for field in fields(Student))


class Records:
    """The records behind one URL.  Safe to use from several threads and processes."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._name = str(engine.url)

    @classmethod
    def open(cls, url: str) -> "Records":
        """Open the database, make it or bring it up to date.  Raises RecordsError."""
        return cls(engine_for(url))

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> "Records":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def record(self, new: NewAttempt) -> Attempt:
        """Append an attempt and keep the best score beside it; durable when this returns."""
        with explained(self._name), self._engine.begin() as connection:
            return _record(connection, new)

    def record_all(self, new: Iterable[NewAttempt]) -> list[Attempt]:
        """Append several attempts in one transaction: all of them or none."""
        with explained(self._name), self._engine.begin() as connection:
            return [_record(connection, one) for one in new]

    def attempts(self, student: str | None = None, exercise: str | None = None) -> list[Attempt]:
        """Attempts in the order in which they were recorded."""
        query = _attempts().order_by(schema.attempt.c.id)
        if student is not None:
            query = query.where(schema.attempt.c.student == student)
        if exercise is not None:
            query = query.where(schema.attempt.c.exercise == exercise)
        return self._read(query)

    def attempt(self, id: int) -> Attempt | None:
        found = self._read(_attempts().where(schema.attempt.c.id == id))
        return found[0] if found else None

    def best(self, student: str | None = None) -> list[Attempt]:
        """The attempt with the best score for every student and exercise, the first of equals."""
        query = _attempts().join(schema.best, schema.best.c.attempt == schema.attempt.c.id)
        if student is not None:
            query = query.where(schema.attempt.c.student == student)
        return self._read(query.order_by(schema.attempt.c.id))

    def recorded(
        self, student: str, exercise: str, answer: Any, versions: tuple[str, str]
    ) -> Attempt | None:
        """The attempt with this very answer under these versions (grader, content), if any."""
        table = schema.attempt.c
        content = json.dumps(answer, sort_keys=True)
        query = _attempts().where(
            table.student == student,
            table.exercise == exercise,
            table.content_sha256 == sha256(content),
            table.grader_version == versions[0],
            table.content_version == versions[1],
            table.status != NOT_JUDGED,
        )
        found = self._read(query.order_by(table.id))
        return found[0] if found else None

    def solved(self, student: str) -> set[str]:
        """The exercises in which some attempt earned all that its hints had left to earn."""
        table = schema.attempt.c
        query = sa.select(table.exercise, table.points, table.max_points, table.hints_used)
        query = query.where(table.student == student, table.status == GRADED)
        with explained(self._name), self._reading() as connection:
            return {
                exercise
                for exercise, earned, most, hints in connection.execute(query)
                if earned >= most - points.hint_cost(most, hints) - 1e-9
            }

    def take_hint(
        self, student: str, exercise: str, number: int, taken_at: datetime.datetime
    ) -> None:
        """Note that a student saw this hint; seen again, it stays as it was."""
        mine = _hints(student, exercise).where(schema.hint.c.number == number)
        values = {"student": student, "exercise": exercise, "number": number}
        with explained(self._name), self._engine.begin() as connection:
            if not connection.execute(mine).scalar():
                new = sa.insert(schema.hint).values(**values, taken_at=utc(taken_at))
                connection.execute(new)

    def hints(self, student: str, exercise: str) -> int:
        """How many hints a student has taken: the number of the last one."""
        with explained(self._name), self._reading() as connection:
            return connection.execute(_hints(student, exercise)).scalar() or 0

    def students(self) -> list[Student]:
        query = sa.select(schema.student).order_by(schema.student.c.student_key)
        with explained(self._name), self._reading() as connection:
            return [Student(**row) for row in connection.execute(query).mappings()]

    def add_students(self, students: Iterable[Student]) -> None:
        """Add students, or change what is known about them; what is empty changes nothing."""
        with explained(self._name), self._engine.begin() as connection:
            for student in students:
                _add_student(connection, student)

    def rebuild_best(self) -> None:
        """Find the best scores anew from all attempts."""
        with explained(self._name), self._engine.begin() as connection:
            connection.execute(sa.delete(schema.best))
            for row in connection.execute(sa.select(schema.attempt).order_by("id")).mappings():
                _keep_best(connection, row["student"], row["exercise"], row["id"], row)

    def erase_student(self, key: str) -> int:
        """Take away a person and everything that they handed in; how many attempts that was."""
        mine = schema.attempt.c.student == key
        with explained(self._name), self._engine.begin() as connection:
            connection.execute(sa.insert(schema.erasure).values(student=key))
            for table in (schema.best, schema.hint, schema.code, schema.session):
                connection.execute(sa.delete(table).where(table.c.student == key))
            gone = connection.execute(sa.delete(schema.attempt).where(mine)).rowcount
            used = sa.select(schema.attempt.c.content_sha256)
            connection.execute(
                sa.delete(schema.content).where(schema.content.c.content_sha256.not_in(used))
            )
            connection.execute(sa.delete(schema.student).where(schema.student.c.student_key == key))
            connection.execute(sa.delete(schema.erasure))
            return gone

    def backup(self, path: Path) -> None:
        """Copy a SQLite database to a new file while it is in use."""
        if self._engine.dialect.name != "sqlite":
            raise RecordsError("Use the tools of your database to back it up (pg_dump).")
        if path.exists():
            raise RecordsError(f"{path} is there already; choose a new file.")
        with explained(self._name), self._engine.connect() as connection:
            autocommit = connection.connection.driver_connection
            assert autocommit is not None
            autocommit.execute("VACUUM INTO ?", (str(path),))

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(reading=True)

    def _read(self, query: sa.Select[Any]) -> list[Attempt]:
        with explained(self._name), self._reading() as connection:
            return [_attempt(row) for row in connection.execute(query).mappings()]


def _hints(student: str, exercise: str) -> sa.Select[Any]:
    table = schema.hint.c
    last = sa.select(sa.func.max(table.number))
    return last.where(table.student == student, table.exercise == exercise)


def _attempts() -> sa.Select[Any]:
    joined = schema.attempt.c.content_sha256 == schema.content.c.content_sha256
    return sa.select(schema.attempt, schema.content.c.answer).join(schema.content, joined)


def _attempt(row: Any) -> Attempt:
    known = dict(row)
    for name in ("answer", "parameters", "result"):
        known[name] = json.loads(known[name])
    return Attempt(**known)


def _record(connection: Connection, new: NewAttempt) -> Attempt:
    _add_student(connection, Student(new.student))
    row = _row(connection, new)
    _insert_once(connection, schema.content, content_sha256=new.content_sha256, answer=new.content)
    done = connection.execute(sa.insert(schema.attempt).values(**row))
    (id,) = done.inserted_primary_key or (0,)
    _keep_best(connection, new.student, new.exercise, id, row)
    return _attempt({**row, "id": id, "answer": new.content})


def _row(connection: Connection, new: NewAttempt) -> dict[str, Any]:
    mine = sa.and_(
        schema.attempt.c.student == new.student, schema.attempt.c.exercise == new.exercise
    )
    before = connection.execute(sa.select(sa.func.max(schema.attempt.c.number)).where(mine))
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
    key = next(iter(table.primary_key))
    there = connection.execute(sa.select(key).where(key == values[key.name])).first()
    if there is None:
        connection.execute(sa.insert(table).values(**values))


def _add_student(connection: Connection, student: Student) -> None:
    known = {name: value for name, value in asdict(student).items() if value}
    key = schema.student.c.student_key
    there = connection.execute(sa.select(key).where(key == student.student_key)).first()
    if there is None:
        connection.execute(sa.insert(schema.student).values(**known))
    elif len(known) > 1:
        change = sa.update(schema.student).where(key == student.student_key)
        connection.execute(change.values(**known))


def _keep_best(connection: Connection, student: str, exercise: str, id: int, row: Any) -> None:
    """Note the attempt if it is better than the best so far.  What was not judged never counts."""
    if row["status"] == NOT_JUDGED:
        return
    mine = sa.and_(schema.best.c.student == student, schema.best.c.exercise == exercise)
    before = connection.execute(sa.select(schema.best.c.points).where(mine)).scalar()
    values = {"attempt": id, "points": row["points"]}
    if before is None:
        insert = sa.insert(schema.best).values(student=student, exercise=exercise, **values)
        connection.execute(insert)
    elif row["points"] > before:
        connection.execute(sa.update(schema.best).where(mine).values(**values))


__all__: Sequence[str] = ["Records"]
