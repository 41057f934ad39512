"""Does a training exercise keep its promises?  The reference reaches the top, mistakes do not."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from grader.core.edits import EditError, composed
from grader.core.exercise import Mistake
from grader.core.grade import grade, pose
from grader.core.kinds import Train
from grader.core.local import runner
from grader.core.result import Result
from grader.core.verify.functions import empty

STUDENTS = ("student 0", "student 1")


def judged(exercise: Train, function: Callable[..., Any], student: str) -> Result:
    own = [function]
    if exercise.foundation:
        own.append(exercise.foundation.exercise.reference)
    return grade(exercise, pose(exercise, student), "(ours)", runner(*own), time.perf_counter)


def broken(exercise: Train) -> Iterator[str]:
    if exercise.reference.__name__ != exercise.id:
        yield f"the reference is called {exercise.reference.__name__}, not {exercise.id}"
    for student in STUDENTS:
        result = judged(exercise, exercise.reference, student)
        if not result.right:
            yield f"the reference does not earn everything for {student}: {result.feedback}"
    if judged(exercise, empty(exercise.reference), STUDENTS[0]).points:
        yield "the starter earns points"
    for mistake in exercise.mistakes:
        yield from _mistake(exercise, mistake)


def _mistake(exercise: Train, mistake: Mistake) -> Iterator[str]:
    try:
        wrong = composed(exercise.reference, (mistake,))
    except EditError as error:
        yield f"{mistake.id} cannot be made: {error}"
        return
    result = judged(exercise, wrong, STUDENTS[0])
    if all(check.passed for check in result.checks):
        yield f"nothing catches {mistake.id}"
    named = [one.id for one in result.diagnosis.mistakes]
    if mistake.sign and named != [mistake.id]:
        yield f"{mistake.id} is taken for {' and '.join(named) or 'nothing known'}"
