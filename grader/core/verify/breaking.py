"""Can every planted mistake be broken, by what is said to break it and by nothing smaller?"""

import json
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.core import inputs
from grader.core.edits import EditError, edited
from grader.core.exercise import Mistake
from grader.core.grade import grade, pose
from grader.core.inputs import Input
from grader.core.kinds import Break
from grader.core.kinds.breaking import SAME, Smallest
from grader.core.local import runner
from grader.core.result import UNREADABLE, Result
from grader.core.variants import marks
from grader.core.verify.smaller import smaller

STUDENTS = 300
SHOWN = {"code", "example"}


def broken(exercise: Break) -> Iterator[str]:
    if marks(exercise.prompt) != SHOWN:
        yield "the prompt must show «code» and «example», and nothing else"
    unmade = [sentence for mistake in exercise.mistakes for sentence in _unmade(exercise, mistake)]
    if unmade:
        yield from unmade
        return
    programs = [exercise.program(mistake) for mistake in exercise.mistakes]
    if len(set(programs)) < len(programs):
        yield "two mistakes make the same program"
        return
    met = {pose(exercise, f"student {number}").parameters["code"] for number in range(STUDENTS)}
    for mistake, program in zip(exercise.mistakes, programs, strict=True):
        if program not in met:
            yield f"{mistake.id} is drawn for none of {STUDENTS} students"
        yield from _nothing(exercise, mistake)
        yield from _answer(exercise, mistake)


def _unmade(exercise: Break, mistake: Mistake) -> Iterator[str]:
    try:
        edited(exercise.reference, mistake.edits)
    except EditError as error:
        yield f"{mistake.id} cannot be made: {error}"


def _nothing(exercise: Break, mistake: Mistake) -> Iterator[str]:
    """What earns nothing: no input, and the example, on which both programs agree."""
    for empty in ("", {}):
        result = _graded(exercise, mistake, empty)
        if result.status != UNREADABLE or result.points:
            yield f"{empty!r} is taken for an input"
    result = _graded(exercise, mistake, exercise.example)
    if result.points or SAME not in result.feedback:
        yield f"the example shows {mistake.id}, or is not an input: {result.feedback}"
    if mistake.feedback in result.feedback:
        yield f"{mistake.id} is told before it is found"


def _answer(exercise: Break, mistake: Mistake) -> Iterator[str]:
    if mistake.id not in exercise.answers:
        yield f"there is no answer for {mistake.id}"
        return
    answer = exercise.answers[mistake.id]
    for form in (answer, json.dumps(answer)):
        result = _graded(exercise, mistake, form)
        if not result.right:
            yield f"the answer for {mistake.id} does not earn everything: {result.feedback}"
            return
        if mistake.feedback not in result.feedback:
            yield f"who finds {mistake.id} is not told what it was"
    if isinstance(exercise.demand, Smallest):
        yield from _smallest(exercise, mistake)


def _smallest(exercise: Break, mistake: Mistake) -> Iterator[str]:
    size = inputs.numbers(exercise.answer(mistake))
    found = smaller(exercise, mistake, size)
    if found is not None:
        yield (
            f"{mistake.id} shows on {inputs.numbers(found)} numbers, not only on {size}: "
            f"{_text(found)}"
        )


def _text(given: Input) -> str:
    return json.dumps({name: np.asarray(value).tolist() for name, value in given.items()})


def _graded(exercise: Break, mistake: Mistake, answer: Any) -> Result:
    question = pose(exercise, "verify", parameters={"code": exercise.program(mistake)})
    return grade(exercise, question, answer, runner(), time.perf_counter)
