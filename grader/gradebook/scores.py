"""What does each student have in each exercise, under a policy and the rules of a class?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from grader.core.result import MISSING, NOT_JUDGED
from grader.gradebook.policy import NO_RULES, Counted, Rules, counting
from grader.records.rows import Attempt, Student


@dataclass(frozen=True)
class ExerciseRow:
    """What a gradebook needs to know of an exercise."""

    id: str
    title: str
    points: float


@dataclass(frozen=True)
class Score:
    """What one student has in one exercise: the attempt that counts, and the points it gives.

    `raw_score` is what the attempt earned, `penalty` what lateness took of it.  A missing answer
    has no points: None is not 0.
    """

    student: Student
    exercise: ExerciseRow
    attempt: Attempt | None
    score: float | None
    raw_score: float | None
    penalty: float = 0.0
    late_seconds: int | None = None

    @property
    def status(self) -> str:
        return self.attempt.status if self.attempt else MISSING


def scores(
    attempts: Iterable[Attempt],
    students: Iterable[Student],
    exercises: Sequence[ExerciseRow],
    policy: str = "best",
    rules: Rules = NO_RULES,
) -> list[Score]:
    """A score for every student and exercise handed in, by student, then in the order given.

    An answer that could not be judged counts only where there is no other.
    """
    handed_in: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        handed_in.setdefault((attempt.student, attempt.exercise), []).append(attempt)
    found = []
    for student in sorted(students, key=lambda one: one.student_key):
        for exercise in exercises:
            place = student.student_key, exercise.id
            if place in handed_in:
                counted = counting(handed_in[place], policy, rules.rule(*place))
                found.append(_score(student, exercise, counted))
    return found


def _score(student: Student, exercise: ExerciseRow, counted: Counted) -> Score:
    attempt, late = counted.attempt, counted.late_seconds
    if attempt.status == NOT_JUDGED:
        return Score(student, exercise, attempt, None, None, late_seconds=late)
    return Score(student, exercise, attempt, counted.score, attempt.points, counted.penalty, late)


def with_missing(
    found: Sequence[Score], students: Iterable[Student], exercises: Sequence[ExerciseRow]
) -> list[Score]:
    """The scores, and a row without points for every exercise that a student did not hand in."""
    known = {(one.student.student_key, one.exercise.id): one for one in found}
    return [
        known.get((student.student_key, exercise.id)) or Score(student, exercise, None, None, None)
        for student in sorted(students, key=lambda one: one.student_key)
        for exercise in exercises
    ]


def with_zeros(found: Iterable[Score]) -> list[Score]:
    """The scores with 0 for what was not handed in; what we could not judge stays without."""
    return [replace(one, score=0.0) if one.status == MISSING else one for one in found]


def handed_in(found: Iterable[Score], exercises: Sequence[ExerciseRow]) -> list[ExerciseRow]:
    """The exercises that anybody handed in."""
    ids: Collection[str] = {one.exercise.id for one in found}
    return [exercise for exercise in exercises if exercise.id in ids]
