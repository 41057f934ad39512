"""Who is meant by what somebody typed as their name?  A key, a login, an e-mail, a full name."""

import unicodedata

import sqlalchemy as sa

from grader.records.schema import code, student
from grader.records.store import Records

# In this order: what one person calls themselves never takes the key of another.
NAMES = ("login", "email", "student_name", "sortable_name")
LONGEST = 200


def key_of(records: Records, typed: str) -> str:
    """The key of the one person with a code who is called this; else the text as it was typed."""
    typed = typed.strip()[:LONGEST]
    people = _people(records)
    if typed and typed not in {key for key, *_ in people}:
        meant = _folded(typed)
        for called in zip(*people, strict=True):
            found = [people[i][0] for i, name in enumerate(called) if _folded(name) == meant]
            if found:
                return found[0] if len(found) == 1 else typed
    return typed


def _people(records: Records) -> list[tuple[str, ...]]:
    """Everybody who has a code: the key, and what else they are called."""
    columns = [sa.func.coalesce(student.c[name], "") for name in NAMES]
    joined = code.outerjoin(student, student.c.student_key == code.c.student)
    with records.reading() as connection:
        found = connection.execute(sa.select(code.c.student, *columns).select_from(joined))
        return [tuple(row) for row in found]


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
