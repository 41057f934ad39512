"""Which attempt counts for a student and an exercise?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.core.result import MISSING, NOT_JUDGED
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

    @property
    def status(self) -> str:
        return self.attempt.status if self.attempt else MISSING


def _best(attempts: Sequence[Attempt]) -> Attempt:
    # The first of equals: handing in again does not change when it was earned.
    return max(attempts, key=lambda attempt: (attempt.points, -attempt.number))


POLICIES: dict[str, Callable[[Sequence[Attempt]], Attempt]] = {
    "best": _best,
    "last": lambda attempts: attempts[-1],
    "first": lambda attempts: attempts[0],
}


def scores(
    attempts: Iterable[Attempt],
    students: Iterable[Student],
    exercises: Sequence[ExerciseRow],
    policy: str = "best",
) -> list[Score]:
    """A score for every student and exercise handed in, by student, then in the order given.

    An answer that could not be judged counts only where there is no other.
    """
    handed_in: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        handed_in.setdefault((attempt.student, attempt.exercise), []).append(attempt)
    return [
        _score(student, exercise, _counting(found, policy))
        for student in sorted(students, key=lambda one: one.student_key)
        for exercise in exercises
        if (found := handed_in.get((student.student_key, exercise.id)))
    ]


def _counting(attempts: Sequence[Attempt], policy: str) -> Attempt:
    judged = [attempt for attempt in attempts if attempt.status != NOT_JUDGED]
    return POLICIES[policy](judged or attempts)


def _score(student: Student, exercise: ExerciseRow, attempt: Attempt) -> Score:
    points = None if attempt.status == NOT_JUDGED else attempt.points
    return Score(student, exercise, attempt, points, points)


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
