"""How is a class graded again without losing what was?  New attempts in the place of the old."""

import datetime
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from grader.records.appending import append
from grader.records.errors import RecordsError
from grader.records.rows import Attempt, NewAttempt, utc
from grader.records.schema import attempt, regrade, regraded
from grader.records.standing import find_best
from grader.records.store import Records

SOURCE = "regrade"


def record_regrade(
    records: Records, again: Sequence[tuple[Attempt, NewAttempt]], now: datetime.datetime
) -> int:
    """Record new results in the place of attempts, all or none; the regrade's number.

    A result counts from now on where its attempt did, be it better or worse.
    """
    with records.writing() as connection:
        number = _begun(connection, now)
        pairs = set()
        appended = append(connection, [new for _, new in again])
        for (old, new), made in zip(again, appended, strict=True):
            values = {"attempt": made.id, "regrade": number}
            insert = sa.insert(regraded).values(original=_original(connection, old.id), **values)
            connection.execute(insert)
            pairs.add((new.student, new.exercise))
        for student, exercise in sorted(pairs):
            find_best(connection, student, exercise)
        return number


def _begun(connection: Connection, now: datetime.datetime) -> int:
    done = connection.execute(sa.insert(regrade).values(made_at=utc(now)))
    (number,) = done.inserted_primary_key or (0,)
    return number


def _original(connection: Connection, id: int) -> int:
    """The attempt that the student made, of which this is one or a regrade."""
    query = sa.select(regraded.c.original).where(regraded.c.attempt == id)
    return connection.execute(query).scalar() or id


def withdraw(records: Records, number: int, now: datetime.datetime) -> int:
    """Take a regrade back: what it replaced counts again; how many attempts that concerns.

    Nothing is deleted.  Raises RecordsError.
    """
    with records.writing() as connection:
        row = connection.execute(sa.select(regrade).where(regrade.c.id == number)).first()
        if row is None:
            raise RecordsError(f"There is no regrade {number}.")
        if row.withdrawn_at:
            raise RecordsError(f"Regrade {number} was taken back on {row.withdrawn_at}.")
        mark = sa.update(regrade).where(regrade.c.id == number)
        connection.execute(mark.values(withdrawn_at=utc(now)))
        mine = sa.select(attempt.c.student, attempt.c.exercise).join(
            regraded, regraded.c.attempt == attempt.c.id
        )
        touched = connection.execute(mine.where(regraded.c.regrade == number)).all()
        for student, exercise in sorted(set(map(tuple, touched))):
            find_best(connection, student, exercise)
        return len(touched)
