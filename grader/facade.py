"""How does a notebook or a test pose and grade, without a database?"""

import time
from typing import Any

from grader import catalog
from grader.core import grade as core
from grader.core.exercise import Question
from grader.core.result import Result
from grader.core.run import Run


def pose(exercise: str, student: str = "", practice: int = 0) -> Question:
    """The question as this student sees it.  Raises NoSuchExercise."""
    return core.pose(catalog.exercise(exercise), student, practice=practice)


def grade(
    exercise: str,
    answer: Any,
    student: str = "",
    question: Question | None = None,
    run: Run | None = None,
) -> Result:
    """Grade one answer; records nothing.  Student code runs in the sandbox.

    `answer` is a program's text, a formula, a number, a list.  `question` grades against given
    parameters instead of those drawn for `student`.  Raises NoSuchExercise.
    """
    known = catalog.exercise(exercise)
    question = question or core.pose(known, student)
    return core.grade(known, question, answer, run or _sandboxed(), time.perf_counter)


def unreadable(exercise: str, sentence: str, student: str = "") -> Result:
    """The result for a file that holds no answer; the sentence says why."""
    known = catalog.exercise(exercise)
    judgement = core.unreadable(known, sentence)
    return core.result_of(known, core.pose(known, student), judgement, 0.0)


def _sandboxed() -> Run:
    from grader.sandbox import shared

    return shared().run
