"""How hard is each exercise, does it tell students apart, and who made which mistake?"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from grader.core.result import NOT_JUDGED
from grader.gradebook.policy import in_order
from grader.gradebook.scores import ExerciseRow
from grader.records.rows import Attempt

FEW = 10


@dataclass(frozen=True)
class Item:
    """What the attempts at one exercise amount to.

    `mean` is of the best points; `difficulty` the part of the points that first attempts earn (1
    is easy); `discrimination` the correlation of first attempts with the same students' first
    attempts at everything else, over `compared` students; None where it is not defined.
    """

    exercise: str
    title: str
    max_points: float
    n: int
    attempts: int
    solved: int
    mean: float
    difficulty: float
    discrimination: float | None
    compared: int

    @property
    def few(self) -> bool:
        """Whether the discrimination rests on so few students that it says little."""
        return self.compared < FEW


@dataclass(frozen=True)
class Cause:
    """The students who made one mistake in one exercise, at first and at any time."""

    exercise: str
    mistake: str
    feedback: str
    first: tuple[str, ...]
    ever: tuple[str, ...]


Answers = Mapping[str, Mapping[str, Sequence[Attempt]]]


def items(attempts: Iterable[Attempt], exercises: Iterable[ExerciseRow]) -> list[Item]:
    """The statistics of every exercise that anybody tried, in the order given."""
    answers = _answers(attempts)
    first = {
        student: {id: several[0] for id, several in mine.items()}
        for student, mine in answers.items()
    }
    found = []
    for exercise in exercises:
        tried = [mine[exercise.id] for mine in answers.values() if exercise.id in mine]
        if tried:
            found.append(_item(exercise, tried, _pairs(exercise.id, first)))
    return found


def _item(
    exercise: ExerciseRow,
    tried: Sequence[Sequence[Attempt]],
    pairs: Sequence[tuple[float, float]],
) -> Item:
    best = [max(several, key=lambda attempt: attempt.points) for several in tried]
    return Item(
        exercise.id,
        exercise.title,
        exercise.points,
        len(tried),
        sum(map(len, tried)),
        sum(attempt.points >= attempt.max_points - 1e-9 for attempt in best),
        fmean(attempt.points for attempt in best),
        fmean(_part([several[0]]) for several in tried),
        correlation(pairs),
        len(pairs),
    )


def causes(attempts: Iterable[Attempt], exercises: Iterable[ExerciseRow]) -> list[Cause]:
    """Who made which mistake, by exercise, what most students did first."""
    answers = _answers(attempts)
    found: list[Cause] = []
    for exercise in exercises:
        tried = {who: mine[exercise.id] for who, mine in answers.items() if exercise.id in mine}
        made = _causes(exercise.id, tried)
        found += sorted(made, key=lambda one: (-len(one.ever), -len(one.first), one.mistake))
    return found


def _causes(exercise: str, tried: Mapping[str, Sequence[Attempt]]) -> list[Cause]:
    named = {
        mistake["id"]: " ".join(mistake["feedback"].split())
        for several in tried.values()
        for attempt in several
        for mistake in attempt.result["diagnosis"]["mistakes"]
    }
    return [
        Cause(
            exercise,
            id,
            sentence,
            tuple(who for who, several in tried.items() if id in several[0].mistakes),
            tuple(who for who, several in tried.items() if any(id in a.mistakes for a in several)),
        )
        for id, sentence in named.items()
    ]


def _answers(attempts: Iterable[Attempt]) -> Answers:
    """What was judged, by student and exercise, in the order in which it was handed in."""
    found: dict[str, dict[str, list[Attempt]]] = {}
    for attempt in attempts:
        if attempt.status != NOT_JUDGED:
            found.setdefault(attempt.student, {}).setdefault(attempt.exercise, []).append(attempt)
    return {
        student: {id: in_order(several) for id, several in mine.items()}
        for student, mine in sorted(found.items())
    }


def _pairs(exercise: str, first: Mapping[str, Mapping[str, Attempt]]) -> list[tuple[float, float]]:
    """What first attempts earn here and in all else that the student tried, as parts of 1."""
    return [
        (_part([mine[exercise]]), _part([one for id, one in mine.items() if id != exercise]))
        for mine in first.values()
        if exercise in mine and len(mine) > 1
    ]


def _part(attempts: Sequence[Attempt]) -> float:
    most = sum(attempt.max_points for attempt in attempts)
    return sum(attempt.points for attempt in attempts) / most if most else 0.0


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's correlation; None where one of the two does not vary."""
    if not pairs:
        return None
    x_mean, y_mean = (fmean(values) for values in zip(*pairs, strict=True))
    xx = sum((x - x_mean) ** 2 for x, _ in pairs)
    yy = sum((y - y_mean) ** 2 for _, y in pairs)
    if min(xx, yy) < 1e-12:
        return None
    return sum((x - x_mean) * (y - y_mean) for x, y in pairs) / math.sqrt(xx * yy)
