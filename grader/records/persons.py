"""How is all that is known of one person given to them, or taken away for good?"""

from typing import Any

import sqlalchemy as sa

from grader.records import schema
from grader.records.limits import subject_of
from grader.records.store import Records

PRIVATE = {"token_sha256", "hash"}


def everything_of(records: Records, key: str) -> dict[str, list[dict[str, Any]]]:
    """What the tables hold of a person beside their attempts; no secrets, nor their hashes."""
    tables = {
        "student": (schema.student, schema.student.c.student_key),
        "sign_in_codes": (schema.code, schema.code.c.student),
        "sessions": (schema.session, schema.session.c.student),
        "tokens": (schema.token, schema.token.c.student),
        "hints": (schema.hint, schema.hint.c.student),
    }
    with records.reading() as connection:
        return {
            name: [
                {column: value for column, value in row.items() if column not in PRIVATE}
                for row in connection.execute(sa.select(table).where(owner == key)).mappings()
            ]
            for name, (table, owner) in tables.items()
        }


def erase(records: Records, key: str) -> int:
    """Take away a person and everything that they handed in; how many attempts that was."""
    with records.writing() as connection:
        connection.execute(sa.insert(schema.erasure).values(student=key))
        gone = _erase(connection, key)
        connection.execute(sa.delete(schema.erasure))
    records.tidy()
    return gone


def _erase(connection: sa.Connection, key: str) -> int:
    mine = sa.select(schema.attempt.c.id).where(schema.attempt.c.student == key)
    connection.execute(sa.delete(schema.regraded).where(schema.regraded.c.attempt.in_(mine)))
    for table in (schema.best, schema.hint, schema.code, schema.session, schema.token):
        connection.execute(sa.delete(table).where(table.c.student == key))
    subjects = [subject_of(kind, key) for kind in ("person", "notebook")]
    tries = schema.try_.c.subject.in_(subjects)
    connection.execute(sa.delete(schema.try_).where(tries))
    gone = connection.execute(sa.delete(schema.attempt).where(schema.attempt.c.student == key))
    used = sa.select(schema.attempt.c.content_sha256)
    unused = schema.content.c.content_sha256.not_in(used)
    connection.execute(sa.delete(schema.content).where(unused))
    connection.execute(sa.delete(schema.student).where(schema.student.c.student_key == key))
    return gone.rowcount
