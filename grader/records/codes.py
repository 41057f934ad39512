"""Is this the code that somebody was given?  Only hashes are kept, and a code is printed once."""

import functools
import secrets
from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection

from grader.records.errors import RecordsError
from grader.records.schema import code, session, student
from grader.records.store import Records

STUDENT, INSTRUCTOR = "student", "instructor"

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another
GROUPS, LENGTH = 3, 4

# Codes are drawn and not chosen, so nobody guesses one from its hash; this is for the rest.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

_KNOWN = sa.select(code.c.hash, code.c.role).where(code.c.student == sa.bindparam("name"))

Choose = Callable[[Sequence[str]], str]


def drawn(choose: Choose = secrets.choice) -> str:
    """A new code: `k7mp-2xwq-9ahf`."""
    return "-".join("".join(choose(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))


def hashed(plain: str) -> str:
    return _HASHER.hash(_bare(plain))


def fits(hash: str | None, plain: str) -> bool:
    """Whether a code has this hash.  Without a hash: no, after the same amount of work."""
    try:
        _HASHER.verify(hash or _nobodys(), _bare(plain))
    except VerifyMismatchError:
        return False
    return hash is not None


@functools.cache
def _nobodys() -> str:
    return _HASHER.hash(drawn())


def _bare(plain: str) -> str:
    # As people type it: in capitals, with blanks, without hyphens.
    kept = "".join(letter for letter in plain.lower() if letter not in "- \t\r\n")
    return kept.encode("utf-8", "replace").decode()


def known(connection: Connection, name: str) -> tuple[str | None, str]:
    """The hash of a person's code, None if there is none, and their role."""
    row = connection.execute(_KNOWN, {"name": name}).first()
    return (row.hash, row.role) if row else (None, STUDENT)


def roles(records: Records) -> dict[str, str]:
    """The role of everybody who has a code."""
    with records.reading() as connection:
        return _roles(connection)


def role_of(records: Records, name: str) -> str:
    """Whoever has no code is a student."""
    with records.reading() as connection:
        return known(connection, name)[1]


def _roles(connection: Connection) -> dict[str, str]:
    found = connection.execute(sa.select(code.c.student, code.c.role))
    return {row.student: row.role for row in found}


def issue(
    records: Records, names: Iterable[str], role: str, choose: Choose = secrets.choice
) -> dict[str, str]:
    """New codes by name, readable for the last time.  Raises RecordsError.

    Whoever had a code has only the new one, and whoever came in with the old one is out.
    """
    plain = {name: drawn(choose) for name in names}
    hashes = {name: hashed(one) for name, one in plain.items()}
    with records.writing() as connection:
        _refuse_two_roles(connection, plain.keys(), role)
        for name, hash in hashes.items():
            _replace(connection, name, hash, role)
    return plain


def _refuse_two_roles(connection: Connection, names: Set[str], role: str) -> None:
    taken = {name for name, held in _roles(connection).items() if held != role}
    if role == INSTRUCTOR:
        students = set(connection.execute(sa.select(student.c.student_key)).scalars())
        taken |= students - _roles(connection).keys()
    for name in sorted(names & taken):
        other = "a student" if role == INSTRUCTOR else "an instructor"
        raise RecordsError(f"{name!r} is the name of {other}; choose another name.")


def _replace(connection: Connection, name: str, hash: str, role: str) -> None:
    for table in (code, session):
        connection.execute(sa.delete(table).where(table.c.student == name))
    values: dict[str, Any] = {"student": name, "hash": hash, "role": role}
    connection.execute(sa.insert(code).values(**values))
