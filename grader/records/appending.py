"""How does an attempt get into the tables?  Numbered, with its answer, the best kept beside it."""

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from grader.core.result import NOT_JUDGED
from grader.records import schema
from grader.records.rows import Attempt, NewAttempt, Student, sha256, utc

INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

AT_ONCE = 1000  # places in one statement: databases limit the values in it
Place = tuple[str, str]  # a student and an exercise


def _better(kind: str) -> Any:
    """Insert a best score, or put it in the place of one with fewer points."""
    new = INSERT[kind](schema.best)
    values = {"attempt": new.excluded.attempt, "points": new.excluded.points}
    where = schema.best.c.points < new.excluded.points
    return new.on_conflict_do_update(index_elements=MINE, set_=values, where=where)


# Made once: to put a statement together takes longer than to carry it out.
MINE = (schema.best.c.student, schema.best.c.exercise)
WHERE = (schema.attempt.c.student, schema.attempt.c.exercise)
ATTEMPTS = sa.insert(schema.attempt).returning(schema.attempt.c.id, sort_by_parameter_order=True)
NUMBERS = (
    sa.select(*WHERE, sa.func.max(schema.attempt.c.number).label("last"))
    .where(sa.tuple_(*WHERE).in_(sa.bindparam("places", expanding=True)))
    .group_by(*WHERE)
)
# A row whose key is there already stays as it is.
ONCE = {
    kind: {t: insert(t).on_conflict_do_nothing() for t in (schema.student, schema.content)}
    for kind, insert in INSERT.items()
}
BETTER = {kind: _better(kind) for kind in INSERT}


def record(connection: Connection, new: Sequence[NewAttempt]) -> list[Attempt]:
    """Append attempts that count beside those before them."""
    attempts = append(connection, new)
    _keep_best(connection, attempts)
    return attempts


def append(connection: Connection, new: Sequence[NewAttempt]) -> list[Attempt]:
    """Append attempts and leave the best scores as they are."""
    contents = [(sha256(content), content) for content in (one.content for one in new)]
    once = ONCE[connection.dialect.name]
    people = [{"student_key": one.student} for one in new]
    answers = [{"content_sha256": key, "answer": content} for key, content in contents]
    for table, rows in ((schema.student, people), (schema.content, answers)):
        if rows:
            connection.execute(once[table], rows)
    numbers = _numbers(connection, new)
    rows = [
        {**_row(one), "number": next(numbers[one.student, one.exercise]), "content_sha256": key}
        for one, (key, _) in zip(new, contents, strict=True)
    ]
    ids = connection.execute(ATTEMPTS, rows).scalars().all() if rows else []
    return [
        attempt_of({**row, "id": id, "answer": content})
        for row, id, (_, content) in zip(rows, ids, contents, strict=True)
    ]


def _numbers(connection: Connection, new: Sequence[NewAttempt]) -> dict[Place, Iterator[int]]:
    """The numbers that come next, for every student and exercise."""
    places = list({(one.student, one.exercise) for one in new})
    last = {
        (row.student, row.exercise): row.last
        for start in range(0, len(places), AT_ONCE)
        for row in connection.execute(NUMBERS, {"places": places[start : start + AT_ONCE]})
    }
    return {place: itertools.count(last.get(place, 0) + 1) for place in places}


def attempt_of(row: Any) -> Attempt:
    known = dict(row)
    for name in ("answer", "parameters", "result"):
        known[name] = json.loads(known[name])
    return Attempt(**known)


def _row(new: NewAttempt) -> dict[str, Any]:
    result = new.result
    return {
        "student": new.student,
        "exercise": new.exercise,
        "submitted_at": utc(new.submitted_at),
        "source": new.source,
        "external_ref": new.external_ref,
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


def add_student(connection: Connection, student: Student) -> None:
    known = {name: value for name, value in asdict(student).items() if value}
    key = schema.student.c.student_key
    there = connection.execute(sa.select(key).where(key == student.student_key)).first()
    if there is None:
        connection.execute(sa.insert(schema.student).values(**known))
    elif len(known) > 1:
        change = sa.update(schema.student).where(key == student.student_key)
        connection.execute(change.values(**known))


def _keep_best(connection: Connection, attempts: Iterable[Attempt]) -> None:
    """Note those that are better than the best so far.  What was not judged never counts."""
    better = [
        {"student": a.student, "exercise": a.exercise, "attempt": a.id, "points": a.points}
        for a in attempts
        if a.status != NOT_JUDGED
    ]
    if better:
        connection.execute(BETTER[connection.dialect.name], better)
