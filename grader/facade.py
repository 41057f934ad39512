"""How does a notebook or a test pose and grade, without a database?"""

import dataclasses
import logging
import time
import traceback
from typing import Any

from grader import catalog, shelf
from grader.core import grade as core
from grader.core.diagnosis.shelf import keep_on
from grader.core.exercise import Question
from grader.core.kinds import Code, Formula
from grader.core.result import GRADED, NOT_JUDGED, Diagnosis, Judgement, Result
from grader.core.run import Run

OUR_FAULT = "This could not be judged. That is our fault and costs you nothing; we are told of it."
log = logging.getLogger("grader")
keep_on(shelf.Files(shelf.cache_folder()))


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
    question, run = question or core.pose(known, student), run or _sandboxed()
    result = core.grade(known, question, answer, run, time.perf_counter)
    if isinstance(known, Formula) and result.status == GRADED:
        return _beside(result, question, answer, run)
    return result


def _beside(result: Result, question: Question, answer: Any, run: Run) -> Result:
    """The result of a formula, with how it fits the student's programs of the same gradient."""
    programs = question.parameters.get("beside", {})
    functions = [(catalog.exercise(id), program) for id, program in programs.items()]
    said = [
        function.beside({result.exercise: answer}, program, run)
        for function, program in functions
        if isinstance(function, Code)
    ]
    feedback = " ".join(filter(None, [result.feedback, *said]))
    return dataclasses.replace(result, feedback=feedback)


def grade_or_excuse(
    exercise: str, answer: Any, question: Question, run: Run | None = None
) -> Result:
    """Grade where others wait behind: an error of our own is logged and becomes `not_judged`."""
    try:
        return grade(exercise, answer, question.student, question, run)
    except Exception as error:  # whatever it is, it is not the student's
        log.error("an answer to %s could not be judged: %s", exercise, unquoted(error))
        return not_judged(exercise, question, OUR_FAULT)


def unquoted(error: Exception) -> str:
    """What kind of error it is and where it happened; not what it says, which may be an answer."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def not_judged(exercise: str, question: Question, sentence: str) -> Result:
    """The result for an answer that takes no points away; the sentence says why."""
    judgement = Judgement(NOT_JUDGED, (), Diagnosis(), sentence)
    return core.result_of(catalog.exercise(exercise), question, judgement, 0.0)


def unreadable(exercise: str, sentence: str, student: str = "") -> Result:
    """The result for a file that holds no answer; the sentence says why."""
    known = catalog.exercise(exercise)
    judgement = core.unreadable(known, sentence)
    return core.result_of(known, core.pose(known, student), judgement, 0.0)


def _sandboxed() -> Run:
    from grader.sandbox import shared

    return shared().run
