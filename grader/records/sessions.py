"""Who is it that comes with this token?  Sessions outlive the site; only their hash is kept."""

import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from grader.records import codes, limits
from grader.records.rows import sha256, utc
from grader.records.schema import session
from grader.records.store import Records

LASTING = datetime.timedelta(hours=12)
# Asked by every event, and so made once.
_OPEN = sa.select(session.c.student, session.c.role).where(
    session.c.token_sha256 == sa.bindparam("token"), session.c.expires_at > sa.bindparam("now")
)

Draw = Callable[[], str]


@dataclass(frozen=True)
class Person:
    """Somebody who came in: a student's key or an instructor's name, and the role."""

    key: str
    role: str


@dataclass(frozen=True)
class SignedIn:
    """A person, and the token that their browser is to keep."""

    person: Person
    token: str


@dataclass(frozen=True)
class Refused:
    """Nobody came in; `sentence` says why, `wait` for how many seconds there is no other try."""

    sentence: str
    wait: int = 0


WRONG = (
    "This name and this code do not belong together. Check both; if you have lost your code, ask "
    "your instructor for a new one."
)


def sign_in(
    records: Records,
    name: str,
    plain: str,
    address: str,
    now: datetime.datetime,
    draw: Draw = secrets.token_urlsafe,
) -> SignedIn | Refused:
    """Let a person in who knows their code.  An unknown name is refused like a wrong code."""
    name = _storable(name)
    subjects = limits.limits(name, address)
    with records.writing() as connection:
        seconds = limits.wait(connection, subjects, now)
        if seconds > 0:
            return Refused(_patience(seconds), seconds)
        tries = limits.count(connection, subjects, now)
        hash, role = codes.known(connection, name)
    # Outside of the transaction, where it keeps nobody waiting.
    if not codes.fits(hash, plain):
        return Refused(WRONG)
    with records.writing() as connection:
        # While that was at work, the code may have been replaced.
        if codes.known(connection, name) != (hash, role):
            return Refused(WRONG)
        limits.forgive(connection, name, tries)
        return _opened(connection, Person(name, role), now, draw())


def _storable(name: str) -> str:
    """A name as a database can look it up: no NUL, no half of a surrogate pair."""
    return name.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _patience(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"Too many tries. Wait {minutes} minute{'s' * (minutes > 1)} and try again."


def _opened(connection: Connection, person: Person, now: datetime.datetime, token: str) -> SignedIn:
    connection.execute(sa.delete(session).where(session.c.expires_at <= utc(now)))
    connection.execute(
        sa.insert(session).values(
            token_sha256=sha256(token),
            student=person.key,
            role=person.role,
            expires_at=utc(now + LASTING),
        )
    )
    return SignedIn(person, token)


def person_of(records: Records, token: str, now: datetime.datetime) -> Person | None:
    """Whose session this token opens; None if it opens none, or no longer."""
    with records.reading() as connection:
        row = connection.execute(_OPEN, {"token": sha256(token), "now": utc(now)}).first()
    return Person(row.student, row.role) if row else None


def sign_out(records: Records, token: str) -> None:
    with records.writing() as connection:
        connection.execute(sa.delete(session).where(session.c.token_sha256 == sha256(token)))


def sign_out_everywhere(records: Records, key: str) -> None:
    """End every session of a person."""
    with records.writing() as connection:
        connection.execute(sa.delete(session).where(session.c.student == key))
