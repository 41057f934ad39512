"""Does an exercise with numbers keep its promises, for every student's variant?"""

import inspect
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.core.edits import EditError
from grader.core.exercise import Question
from grader.core.grade import grade, pose
from grader.core.kinds import Table
from grader.core.kinds.value import Value
from grader.core.local import runner
from grader.core.result import Result
from grader.core.variants import NoVariant, marks, shown

STUDENTS = 300


def entered(value: np.ndarray) -> Any:
    """A right answer as a student would type it: nested lists of numbers with eight digits."""
    if value.ndim:
        return [entered(item) for item in value]
    return format(float(value), ".8g")


def broken(exercise: Value) -> Iterator[str]:
    undrawn = marks(exercise.prompt) - set(exercise.draw_parameters(np.random.default_rng(0)))
    if undrawn:
        yield f"the prompt shows «{'», «'.join(sorted(undrawn))}», which is not drawn"
        return
    seen: set[str] = set()
    for number in range(STUDENTS):
        try:
            question = pose(exercise, f"student {number}")
            sentences = list(_variant(exercise, question, seen))
        except (NoVariant, EditError) as error:
            yield str(error)
            return
        if sentences:
            yield from sentences
            return
    yield from _prompt(exercise)
    for mistake in exercise.mistakes:
        if mistake.id not in seen:
            yield f"{mistake.id} applies to none of {STUDENTS} variants"


def _variant(exercise: Value, question: Question, seen: set[str]) -> Iterator[str]:
    drawn = dict(question.parameters)
    right = _graded(exercise, question, entered(exercise.right(drawn)))
    if not right.right:
        yield f"the right answer for {drawn} is refused: {right.feedback}"
    if isinstance(exercise, Table):
        yield from _steps(exercise, drawn)
    for mistake, value in exercise.wrong(drawn):
        seen.add(mistake.id)
        result = _graded(exercise, question, entered(value))
        named = [one.id for one in result.diagnosis.mistakes]
        if result.right:
            yield f"for {drawn} the wrong method {mistake.id} gives the right answer"
        elif named != [mistake.id]:
            yield f"for {drawn} {mistake.id} is taken for {' and '.join(named) or 'nothing known'}"


def _steps(exercise: Table, drawn: dict[str, Any]) -> Iterator[str]:
    """The steps lead to what the reference returns, and a table of zeros earns nothing."""
    right = exercise.right(drawn)
    near = exercise.near(exercise.following(drawn, right), right)
    for entry, agrees in zip(exercise.entries, near, strict=True):
        if not agrees:
            yield f"for {drawn} the step of {entry.name} does not give what the reference returns"
    zeros = exercise.checks(drawn, np.zeros_like(right), right)
    if any(check.points for check in zeros):
        yield f"for {drawn} a table of zeros earns points"


def _graded(exercise: Value, question: Question, answer: Any) -> Result:
    return grade(exercise, question, answer, runner(), time.perf_counter)


def _prompt(exercise: Value) -> Iterator[str]:
    question = pose(exercise, "student 0")
    for name in inspect.signature(exercise.reference).parameters:
        if not _visible(question, exercise.prompt, name):
            yield f"the prompt does not show {name}, which the answer depends on"


def _visible(question: Question, prompt: str, name: str) -> bool:
    if name in marks(prompt):
        return True
    value = question.parameters.get(name)
    entries = np.ravel(value).tolist() if isinstance(value, list) else []
    return bool(entries) and all(shown(entry) in question.text for entry in entries)
