"""Which attempts count today?  Those that no regrade has replaced, and that none took back."""

import dataclasses
from functools import cache
from typing import Any

import sqlalchemy as sa

from grader.core.result import NOT_JUDGED
from grader.records.rows import LISTED, Mark
from grader.records.schema import attempt, best, content, regrade, regraded

# The attempt in whose place this one stands: itself, or the one that a regrade graded again.
PLACE = sa.func.coalesce(regraded.c.original, attempt.c.id)

MARKS = tuple(field.name for field in dataclasses.fields(Mark))

_VALID = sa.select(regrade.c.id).where(regrade.c.withdrawn_at == "")


# Made once: to put such a query together takes longer than to answer it.
@cache
def every() -> sa.Select[Any]:
    """All attempts with their answers, in the order of their places."""
    return (
        sa.select(attempt, content.c.answer)
        .join(content, attempt.c.content_sha256 == content.c.content_sha256)
        .outerjoin(regraded, regraded.c.attempt == attempt.c.id)
        .order_by(PLACE, attempt.c.id)
    )


@cache
def standing() -> sa.Select[Any]:
    """The attempts that count, with their answers; a regrade in the place of what it replaces."""
    later = regraded.alias("later")
    replaced = sa.exists().where(
        later.c.original == PLACE, later.c.attempt > attempt.c.id, later.c.regrade.in_(_VALID)
    )
    taken_back = regraded.c.regrade.is_not(None) & regraded.c.regrade.not_in(_VALID)
    return every().where(~replaced, ~taken_back)


@cache
def latest() -> sa.Select[Any]:
    """The marks of the latest attempts that count of `student` at `exercise`, newest first.

    Beside each stand the count and the best points of all.
    """
    columns = (attempt.c[name] for name in ("id", *MARKS))
    count, best = sa.func.count().over(), sa.func.max(attempt.c.points).over()
    mine = standing().where(
        attempt.c.student == sa.bindparam("student"),
        attempt.c.exercise == sa.bindparam("exercise"),
    )
    newest = mine.order_by(None).order_by(PLACE.desc(), attempt.c.id.desc()).limit(LISTED)
    return newest.with_only_columns(count.label("count"), best.label("best"), *columns)


@cache
def numbered() -> sa.Select[Any]:
    """The attempt with this `id`, with its answer, whether it counts or not."""
    return every().where(attempt.c.id == sa.bindparam("id"))


def find_best(connection: sa.Connection, student: str, exercise: str) -> None:
    """Find the best score of a student in an exercise anew."""
    connection.execute(
        sa.delete(best).where(best.c.student == student, best.c.exercise == exercise)
    )
    mine = (attempt.c.student == student, attempt.c.exercise == exercise)
    _insert_best(connection, _judged().where(*mine))


def find_every_best(connection: sa.Connection) -> None:
    """Find all best scores anew."""
    connection.execute(sa.delete(best))
    _insert_best(connection, _judged())


def _judged() -> sa.Select[*tuple[Any, ...]]:
    """What counts for the best score.  What was not judged never does."""
    columns = attempt.c.student, attempt.c.exercise, attempt.c.id.label("attempt"), attempt.c.points
    return standing().where(attempt.c.status != NOT_JUDGED).with_only_columns(*columns)


def _insert_best(connection: sa.Connection, judged: sa.Select[*tuple[Any, ...]]) -> None:
    found: dict[tuple[str, str], Any] = {}
    for row in connection.execute(judged).mappings():
        key = row["student"], row["exercise"]
        # The first of equals: handing in again does not change when it was earned.
        if key not in found or row["points"] > found[key]["points"]:
            found[key] = row
    if found:
        connection.execute(sa.insert(best), [dict(row) for row in found.values()])
