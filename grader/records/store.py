"""How are attempts recorded and found again?  Appended in one transaction, never overwritten."""

import datetime
import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from grader.core import points
from grader.core.result import GRADED, NOT_JUDGED
from grader.records import schema
from grader.records.appending import add_student, attempt_of, record
from grader.records.database import engine_for
from grader.records.errors import explained
from grader.records.rows import Attempt, Mark, NewAttempt, Student, Tries, sha256, utc
from grader.records.standing import (
    MARKS,
    every,
    find_every_best,
    latest,
    numbered,
    standing,
)

# Made once, as those of `standing` are.
_STUDENT, _EXERCISE = sa.bindparam("student"), sa.bindparam("exercise")
_HINTS = sa.select(sa.func.max(schema.hint.c.number)).where(
    schema.hint.c.student == _STUDENT, schema.hint.c.exercise == _EXERCISE
)
_EARNED = sa.select(schema.best.c.exercise, schema.best.c.points).where(
    schema.best.c.student == _STUDENT
)
_GRADED = sa.select(
    schema.attempt.c.exercise,
    schema.attempt.c.points,
    schema.attempt.c.max_points,
    schema.attempt.c.hints_used,
).where(schema.attempt.c.student == _STUDENT, schema.attempt.c.status == GRADED)


class Records:
    """The records behind one URL.  Safe to use from several threads and processes."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.name = str(engine.url)

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
        with self.writing() as connection:
            return record(connection, [new])[0]

    def record_all(self, new: Iterable[NewAttempt]) -> list[Attempt]:
        """Append several attempts in one transaction: all of them or none."""
        with self.writing() as connection:
            return record(connection, list(new))

    def attempts(self, student: str | None = None, exercise: str | None = None) -> list[Attempt]:
        """The attempts that count, in the order in which they were made."""
        query = standing()
        if student is not None:
            query = query.where(schema.attempt.c.student == student)
        if exercise is not None:
            query = query.where(schema.attempt.c.exercise == exercise)
        return self._read(query)

    def tries(self, student: str, exercise: str) -> Tries:
        """What `attempts` comes to, however many there are."""
        mine = {"student": student, "exercise": exercise}
        with self.reading() as connection:
            found = connection.execute(latest(), mine).mappings().all()
            if not found:
                return Tries()
            newest = found[0]
            last = connection.execute(numbered(), {"id": newest["id"]}).mappings().first()
        marks = tuple(Mark(**{name: row[name] for name in MARKS}) for row in found)
        return Tries(newest["count"], newest["best"], attempt_of(last) if last else None, marks)

    def every_attempt(self, student: str) -> list[Attempt]:
        """All attempts of a student, also those that a regrade replaced or that were taken back."""
        return self._read(every().where(schema.attempt.c.student == student))

    def attempt(self, id: int) -> Attempt | None:
        with self.reading() as connection:
            found = connection.execute(numbered(), {"id": id}).mappings().first()
        return attempt_of(found) if found else None

    def best(self, student: str | None = None) -> list[Attempt]:
        """The attempt with the best score for every student and exercise, the first of equals."""
        query = every().join(schema.best, schema.best.c.attempt == schema.attempt.c.id)
        if student is not None:
            query = query.where(schema.attempt.c.student == student)
        return self._read(query)

    def earned(self, student: str) -> dict[str, float]:
        """The points of `best`, by exercise."""
        with self.reading() as connection:
            found = connection.execute(_EARNED, {"student": student})
            return {row.exercise: row.points for row in found}

    def recorded(
        self,
        student: str,
        exercise: str,
        answer: Any,
        versions: tuple[str, str],
        judged: bool = True,
    ) -> Attempt | None:
        """The attempt with this very answer under these versions (grader, content), if any.

        One that was `judged`, or one that could not be.
        """
        table = schema.attempt.c
        content = json.dumps(answer, sort_keys=True)
        query = standing().where(
            table.student == student,
            table.exercise == exercise,
            table.content_sha256 == sha256(content),
            table.grader_version == versions[0],
            table.content_version == versions[1],
            table.status != NOT_JUDGED if judged else table.status == NOT_JUDGED,
        )
        found = self._read(query)
        return found[0] if found else None

    def contents(self) -> set[str]:
        """The SHA-256 of every answer that was ever recorded, whoever gave it."""
        with self.reading() as connection:
            return set(connection.execute(sa.select(schema.content.c.content_sha256)).scalars())

    def solved(self, student: str) -> set[str]:
        """The exercises in which some attempt earned all that its hints had left to earn."""
        with self.reading() as connection:
            found = connection.execute(_GRADED, {"student": student})
            return {
                exercise
                for exercise, earned, most, hints in found
                if earned >= most - points.hint_cost(most, hints) - 1e-9
            }

    def take_hint(
        self, student: str, exercise: str, number: int, taken_at: datetime.datetime
    ) -> None:
        """Note that a student saw this hint; seen again, it stays as it was."""
        mine = {"student": student, "exercise": exercise}
        this = _HINTS.where(schema.hint.c.number == number)
        with self.writing() as connection:
            if not connection.execute(this, mine).scalar():
                new = {**mine, "number": number, "taken_at": utc(taken_at)}
                connection.execute(sa.insert(schema.hint), new)

    def hints(self, student: str, exercise: str) -> int:
        """How many hints a student has taken: the number of the last one."""
        mine = {"student": student, "exercise": exercise}
        with self.reading() as connection:
            return connection.execute(_HINTS, mine).scalar() or 0

    def students(self) -> list[Student]:
        # Sorted here: each database has its own idea of the order of letters.
        with self.reading() as connection:
            found = connection.execute(sa.select(schema.student)).mappings()
            return sorted((Student(**row) for row in found), key=lambda one: one.student_key)

    def add_students(self, students: Iterable[Student]) -> None:
        """Add students, or change what is known about them; what is empty changes nothing."""
        with self.writing() as connection:
            for student in students:
                add_student(connection, student)

    def rebuild_best(self) -> None:
        """Find the best scores anew from all attempts."""
        with self.writing() as connection:
            find_every_best(connection)

    @property
    def folder(self) -> Path | None:
        """Where the file of a SQLite database lies; None if there is none on this machine."""
        name = self._engine.url.database
        sqlite = self._engine.dialect.name == "sqlite"
        return Path(name).parent if sqlite and name and name != ":memory:" else None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that reads and writes; one at a time, all of it or nothing."""
        with explained(self.name), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads, and waits for nobody."""
        with explained(self.name), self._engine.connect() as connection:
            yield connection.execution_options(reading=True)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that reads everything as it is at one moment."""
        with self.reading() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    def _read(self, query: sa.Select[Any]) -> list[Attempt]:
        with self.reading() as connection:
            return [attempt_of(row) for row in connection.execute(query).mappings()]

    def tidy(self) -> None:
        """Let nothing of what was erased linger beside a SQLite database."""
        if self._engine.dialect.name == "sqlite":
            with explained(self.name), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
