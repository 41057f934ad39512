"""What of the records is exported: whose scores, of which exercises, under which rules?"""

from collections.abc import Sequence
from dataclasses import dataclass

from grader import catalog
from grader.batch.files import exercise_rows
from grader.gradebook import (
    POLICIES,
    ExerciseRow,
    Rules,
    Score,
    handed_in,
    scores,
    with_missing,
    with_zeros,
)
from grader.gradebook.policy import NO_RULES
from grader.gradebook.rules import UnusableRules, rules, strangers
from grader.records import Attempt, Records, Student
from grader.teaching.errors import Impossible


@dataclass(frozen=True)
class Wanted:
    """What the options ask for: exercises (none: all), the policy, what happens to the missing."""

    only: Sequence[str]
    policy: str
    with_missing: bool
    missing_is_zero: bool


@dataclass(frozen=True)
class Course:
    """What is exported: the students whose grades may leave, their attempts, and what counts.

    `everybody` has those held back too: a row of theirs must not be taken for a namesake's.
    """

    everybody: list[Student]
    students: list[Student]
    attempts: list[Attempt]
    exercises: list[ExerciseRow]
    scores: list[Score]


def course(records: Records, rules: Rules, wanted: Wanted) -> Course:
    """The students' scores.  Raises Impossible."""
    if wanted.policy not in POLICIES:
        known = ", ".join(POLICIES)
        raise Impossible(f"There is no policy {wanted.policy!r}; choose one of {known}.")
    rows = [row for row in exercise_rows() if not wanted.only or row.id in wanted.only]
    ids = {row.id for row in rows}
    everybody = records.students()
    people = [one for one in everybody if one.student_key not in rules.withhold]
    free = [one for one in records.attempts() if one.student not in rules.withhold]
    attempts = [one for one in free if one.exercise in ids]
    found = scores(attempts, people, rows, wanted.policy, rules)
    shown = rows if wanted.with_missing or wanted.only else handed_in(found, rows)
    if wanted.with_missing or wanted.missing_is_zero:
        found = with_missing(found, people, shown)
    if wanted.missing_is_zero:
        found = with_zeros(found)
    return Course(everybody, people, attempts, shown, found)


def rules_in(data: bytes | None, name: str, records: Records) -> Rules:
    """The rules that a file states; none without a file.  Raises Impossible."""
    if data is None:
        return NO_RULES
    try:
        found = rules(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Impossible(f"{name} is not UTF-8, so it is no TOML.") from error
    except UnusableRules as error:
        raise Impossible(f"{name}: {error}.") from error
    unknown = list(strangers(found, catalog.ids(), [s.student_key for s in records.students()]))
    if unknown:
        raise Impossible(f"{name}: {'; '.join(unknown)}.")
    return found


def held(rules: Rules, found: Course) -> list[str]:
    """What the rules did that nobody sees in the file."""
    notes = [f"held back: {', '.join(rules.withhold)}."] if rules.withhold else []
    unknown = sum(
        one.late_seconds is None
        and one.attempt is not None
        and rules.rule(one.student.student_key, one.exercise.id).penalty_per_day > 0
        for one in found.scores
    )
    if unknown:
        notes.append(f"{unknown} scores have no time of handing in; nothing was taken of them.")
    return notes
