"""What does a file of rules say?  TOML: deadlines, penalties, extensions, grades held back.

withhold = ["ben"]                             # their grades do not leave

[default]                                      # for every exercise
deadline = 2026-10-01T23:59:00+02:00
grace_minutes = 10
penalty_per_day = 0.1                          # of what was earned, for each day begun
max_penalty = 0.5

[exercises.softmax]                            # what differs for this one
deadline = 2026-10-08T23:59:00+02:00

[extensions.ana]                               # a student's own deadlines
softmax = 2026-10-15T23:59:00+02:00
default = 2026-10-03T23:59:00+02:00            # for all the others
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from grader.gradebook.policy import DEFAULT, Rule, Rules

ZONE = "write it with its time zone, as 2026-10-01T23:59:00+02:00"
TABLES = ("withhold", DEFAULT, "exercises", "extensions")
KEYS = ("deadline", "grace_minutes", "penalty_per_day", "max_penalty")


class UnusableRules(ValueError):
    """The rules cannot be used; the text says where and why."""


def rules(text: str) -> Rules:
    """The rules that a file states.  Raises UnusableRules."""
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnusableRules(f"is no TOML: {error}") from error
    _only(stated, TABLES, "the file")
    default = _table(stated, DEFAULT)
    own = {id: {**default, **table} for id, table in _tables(stated, "exercises")}
    later = dict(_tables(stated, "extensions"))
    return Rules(
        _rule(default, DEFAULT),
        {id: _rule(table, f"exercises.{id}") for id, table in own.items()},
        {
            student: {id: _moment(moment, f"extensions.{student}.{id}") for id, moment in t.items()}
            for student, t in later.items()
        },
        _withhold(stated.get("withhold", [])),
    )


def strangers(found: Rules, exercises: Collection[str], students: Collection[str]) -> Iterator[str]:
    """What the rules name and nobody knows: a slip there would punish or spare the wrong one."""
    later = {id for table in found.extensions.values() for id in table if id != DEFAULT}
    for id in sorted({*found.exercises, *later} - {*exercises}):
        yield f"there is no exercise {id!r}"
    for key in sorted({*found.extensions, *found.withhold} - {*students}):
        yield f"there is no student {key!r} in the records"


def _tables(stated: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    within = _table(stated, name)
    for key in within:
        yield key, _table(within, key)


def _table(stated: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = stated.get(name, {})
    if not isinstance(table, dict):
        raise UnusableRules(f"{name} should be a table, not {table!r}")
    return table


def _only(table: Mapping[str, Any], known: Collection[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise UnusableRules(f"{where} has {key!r}; known are {', '.join(known)}")


def _rule(table: Mapping[str, Any], where: str) -> Rule:
    _only(table, KEYS, where)
    deadline = table.get("deadline")
    return Rule(
        None if deadline is None else _moment(deadline, f"{where}.deadline"),
        timedelta(minutes=_number(table, "grace_minutes", where, 0.0, 1e6)),
        _number(table, "penalty_per_day", where, 0.0, 1.0),
        _number(table, "max_penalty", where, 1.0, 1.0),
    )


def _moment(value: Any, where: str) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise UnusableRules(f"{where} should be a time; {ZONE}")
    return value


def _number(table: Mapping[str, Any], key: str, where: str, otherwise: float, most: float) -> float:
    value = table.get(key, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise UnusableRules(f"{where}.{key} should be a number from 0 to {most:g}, not {value!r}")
    return float(value)


def _withhold(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        raise UnusableRules('withhold should be a list of students, as ["ana", "ben"]')
    return tuple(value)
