"""Which of a student's attempts counts, and how much does lateness take of it?"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from grader.core.result import NOT_JUDGED
from grader.records.rows import Attempt

DAY = 24 * 60 * 60
DEFAULT = "default"


@dataclass(frozen=True)
class Rule:
    """What holds for one student and exercise.

    Each day that begins after the deadline takes `penalty_per_day` of what was earned, in all at
    most `max_penalty`; nothing is taken within the grace.
    """

    deadline: datetime | None = None
    grace: timedelta = timedelta()
    penalty_per_day: float = 0.0
    max_penalty: float = 1.0


@dataclass(frozen=True)
class Rules:
    """What holds for a class: for every exercise, for some, for some students.

    `extensions` has later deadlines by student and exercise; under `default` stands one for
    everything.  The grades of students in `withhold` do not leave.
    """

    default: Rule = Rule()
    exercises: Mapping[str, Rule] = field(default_factory=dict)
    extensions: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    withhold: tuple[str, ...] = ()

    def rule(self, student: str, exercise: str) -> Rule:
        rule = self.exercises.get(exercise, self.default)
        later = self.extensions.get(student, {})
        if exercise in later:
            return replace(rule, deadline=later[exercise])
        if DEFAULT in later and rule.deadline:
            return replace(rule, deadline=max(rule.deadline, later[DEFAULT]))
        return rule


NO_RULES = Rules()


@dataclass(frozen=True)
class Counted:
    """An attempt with what it is worth.  `late_seconds` is None where nobody knows."""

    attempt: Attempt
    late_seconds: int | None
    in_time: bool
    penalty: float

    @property
    def score(self) -> float:
        return self.attempt.points - self.penalty


def _best(attempts: Sequence[Counted]) -> Counted:
    # The first of equals: handing in again does not change when it was earned.
    return max(attempts, key=lambda one: one.score)


def _last_before_deadline(attempts: Sequence[Counted]) -> Counted:
    """The last in time; where none was, the first of the late ones, which lost the least."""
    in_time = [one for one in attempts if one.in_time]
    return in_time[-1] if in_time else attempts[0]


POLICIES: dict[str, Callable[[Sequence[Counted]], Counted]] = {
    "best": _best,
    "last": lambda attempts: attempts[-1],
    "first": lambda attempts: attempts[0],
    "last_before_deadline": _last_before_deadline,
}


def counting(attempts: Sequence[Attempt], policy: str, rule: Rule) -> Counted:
    """The attempt that counts; one that could not be judged only where there is no other."""
    judged = [attempt for attempt in attempts if attempt.status != NOT_JUDGED] or attempts
    late = _late_by_content(judged, rule)
    return POLICIES[policy](
        [_counted(one, late[one.content_sha256], rule) for one in in_order(judged)]
    )


def in_order(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Attempts as they were handed in; as they were recorded where not every time is known."""
    known = sorted(attempts, key=lambda attempt: attempt.number)
    if all(attempt.submitted_at for attempt in known):
        known.sort(key=lambda attempt: attempt.submitted_at)
    return known


def _late_by_content(attempts: Sequence[Attempt], rule: Rule) -> dict[str, int | None]:
    """How late each answer first came: the same again, by accident, makes nothing late."""
    late: dict[str, int | None] = {}
    for attempt in attempts:
        seconds, key = late_seconds(attempt, rule), attempt.content_sha256
        before = late.get(key)
        late[key] = (
            seconds if before is None else min(before, before if seconds is None else seconds)
        )
    return late


def late_seconds(attempt: Attempt, rule: Rule) -> int | None:
    """Seconds after the deadline of the rule, else after the platform's; 0 for in time."""
    if rule.deadline is None or not attempt.submitted_at:
        return attempt.late_seconds
    delay = datetime.fromisoformat(attempt.submitted_at) - rule.deadline
    return max(0, math.ceil(delay.total_seconds()))


def _counted(attempt: Attempt, late: int | None, rule: Rule) -> Counted:
    in_time = late is None or late <= rule.grace.total_seconds()
    days = 0 if in_time else math.ceil((late or 0) / DAY)
    taken = min(days * rule.penalty_per_day, rule.max_penalty)
    return Counted(attempt, late, in_time, attempt.points * taken)
