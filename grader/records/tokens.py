"""With which tokens does a student's own notebook come in?  Shown once; only their hash is kept."""

import datetime
import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from grader.records.errors import RecordsError
from grader.records.rows import sha256, utc
from grader.records.schema import token
from grader.records.sessions import Draw
from grader.records.store import Records

MOST = 10  # tokens of one student
LONGEST = 60  # characters of a label


@dataclass(frozen=True)
class Token:
    """A token as its owner sees it again: what it is for, and since when."""

    id: int
    label: str
    created_at: str


def create(
    records: Records,
    student: str,
    label: str,
    now: datetime.datetime,
    draw: Draw = secrets.token_urlsafe,
) -> str:
    """A new token for a student; this is the only time that it is seen.  Raises RecordsError."""
    plain = f"chainrule_{draw()}"
    with records.writing() as connection:
        mine = sa.select(sa.func.count()).where(token.c.student == student)
        if connection.execute(mine).scalar_one() >= MOST:
            raise RecordsError(f"You have {MOST} tokens; revoke one that you no longer use.")
        connection.execute(
            sa.insert(token).values(
                student=student,
                label=label[:LONGEST],
                token_sha256=sha256(plain),
                created_at=utc(now),
            )
        )
    return plain


def listed(records: Records, student: str) -> list[Token]:
    query = sa.select(token.c.id, token.c.label, token.c.created_at)
    with records.reading() as connection:
        found = connection.execute(query.where(token.c.student == student).order_by(token.c.id))
        return [Token(*row) for row in found]


def revoke(records: Records, student: str, id: int) -> bool:
    """Make a token useless; whether the student had it."""
    mine = (token.c.student == student) & (token.c.id == id)
    with records.writing() as connection:
        return bool(connection.execute(sa.delete(token).where(mine)).rowcount)


def owner(records: Records, plain: str) -> str | None:
    """The student whose token this is; None if it is nobody's."""
    query = sa.select(token.c.student).where(token.c.token_sha256 == sha256(plain))
    with records.reading() as connection:
        return connection.execute(query).scalar()
