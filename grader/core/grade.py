"""How is one answer graded?  pose → read → sample → compare → diagnose → score."""

import dataclasses
from collections.abc import Callable
from typing import Any

from grader import __version__
from grader.core import points
from grader.core.exercise import Exercise, Parameters, Question
from grader.core.reading import Unreadable
from grader.core.result import UNREADABLE, Check, Diagnosis, Judgement, Result
from grader.core.run import Run
from grader.core.variants import seed_of

Clock = Callable[[], float]


def pose(
    exercise: Exercise,
    student: str = "",
    course: str = "chainrule",
    practice: int = 0,
    parameters: Parameters | None = None,
) -> Question:
    """The question as this student sees it.

    With stored `parameters` the question is the one of a recorded attempt, whatever the random
    stream would draw today.
    """
    if parameters is None:
        parameters = exercise.draw(seed_of(course, exercise.id, student, practice))
    question = exercise.question(student, parameters)
    return dataclasses.replace(question, practice=practice)


def informed(question: Question, more: Parameters) -> Question:
    """The question, with what is known of the student from elsewhere."""
    return dataclasses.replace(question, parameters={**question.parameters, **more})


def grade(exercise: Exercise, question: Question, answer: Any, run: Run, clock: Clock) -> Result:
    """The result for an answer.  A student's failure is a result, never an exception."""
    start = clock()
    try:
        judgement = exercise.judge(question, exercise.read(question, answer), run)
    except Unreadable as error:
        judgement = unreadable(exercise, str(error))
    return result_of(exercise, question, judgement, clock() - start)


def unreadable(exercise: Exercise, sentence: str) -> Judgement:
    check = Check("answer", 0.0, exercise.points, False, sentence)
    return Judgement(UNREADABLE, (check,), Diagnosis(), sentence)


def result_of(
    exercise: Exercise, question: Question, judgement: Judgement, seconds: float
) -> Result:
    return Result(
        exercise=exercise.id,
        student=question.student,
        status=judgement.status,
        points=points.total(judgement.checks),
        max_points=float(exercise.points),
        checks=tuple(_in_floats(check) for check in judgement.checks),
        diagnosis=judgement.diagnosis,
        feedback=judgement.feedback,
        seconds=round(seconds, 4),
        grader_version=__version__,
        output=judgement.output,
        stop=judgement.stop,
        level=judgement.level,
        extra=judgement.extra,
    )


def _in_floats(check: Check) -> Check:
    return dataclasses.replace(
        check, points=float(check.points), max_points=float(check.max_points)
    )
