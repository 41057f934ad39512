"""How often may somebody try?  Counted in the database, so that a restart forgives none.

A try is counted before it is looked at: many at once are as many tries.
"""

import datetime
import ipaddress
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from grader.records.rows import sha256, utc
from grader.records.schema import try_
from grader.records.store import Records

WINDOW = datetime.timedelta(minutes=15)
OF_A_PERSON = 10
FROM_AN_ADDRESS = 100  # a lecture hall comes from one address
FROM_A_NOTEBOOK = 120  # answers of one student


def limits(name: str, address: str) -> dict[str, int]:
    """Who is counted in a try, and up to how many tries in the window."""
    return {
        subject_of("person", name): OF_A_PERSON,
        subject_of("address", _network(address)): FROM_AN_ADDRESS,
    }


def answers(records: Records, student: str, now: datetime.datetime) -> int:
    """Count an answer out of a student's notebook; or the seconds until there may be another."""
    subjects = {subject_of("notebook", student): FROM_A_NOTEBOOK}
    with records.writing() as connection:
        seconds = wait(connection, subjects, now)
        if seconds <= 0:
            count(connection, subjects, now)
        return max(seconds, 0)


def subject_of(kind: str, name: str) -> str:
    return sha256(f"{kind}:{name}")


def _network(address: str) -> str:
    """The address itself, or of IPv6 the part that one subscriber has."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{known}/{64 if known.version == 6 else 32}", strict=False))


def wait(connection: Connection, subjects: Mapping[str, int], now: datetime.datetime) -> int:
    """Seconds until another try is allowed; 0 if it is allowed now."""
    connection.execute(sa.delete(try_).where(try_.c.at <= utc(now - WINDOW)))
    ends = [now]
    for subject, most in subjects.items():
        query = sa.select(try_.c.at).where(try_.c.subject == subject).order_by(try_.c.at.desc())
        counting = connection.execute(query.limit(most)).scalars().all()
        if len(counting) == most:
            ends.append(datetime.datetime.fromisoformat(counting[-1]) + WINDOW)
    return int((max(ends) - now).total_seconds())


def count(
    connection: Connection, subjects: Mapping[str, int], now: datetime.datetime
) -> tuple[int, ...]:
    """Count a try; what `forgive` takes to undo that."""
    insert = sa.insert(try_).returning(try_.c.id)
    values = [{"subject": subject, "at": utc(now)} for subject in subjects]
    return tuple(connection.execute(insert, values).scalars())


def forgive(connection: Connection, name: str, tries: tuple[int, ...]) -> None:
    """A try that succeeded does not count, nor do the person's before it."""
    mine = try_.c.subject == subject_of("person", name)
    connection.execute(sa.delete(try_).where(mine | try_.c.id.in_(tries)))
