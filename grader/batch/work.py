"""What does a worker do?  It grades one answer and returns plain data; it writes nothing."""

import dataclasses
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader import catalog, facade
from grader.core import grade as core
from grader.core.exercise import Question
from grader.core.result import Result
from grader.ending import end_with

Outcome = tuple[Question, Result]


@dataclass(frozen=True)
class Item:
    """An answer to be graded.  `key` names it in the ledger.

    `parameters` are those of an earlier attempt, for a regrade; `elsewhere` is what else of the
    student's the exercise asks about, where there is no earlier attempt.
    """

    key: str
    exercise: str
    student: str
    answer: Any
    parameters: Mapping[str, Any] | None = None
    elsewhere: Mapping[str, Any] = field(default_factory=dict)


def begin(driver: int) -> None:
    """Prepare a worker: it ends with its driver, which has this pid, and leaves Ctrl+C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(driver)


def question_of(item: Item) -> Question:
    """The question that the item answers, with the student's own draw or the stored one."""
    question = core.pose(catalog.exercise(item.exercise), item.student, parameters=item.parameters)
    return question if item.parameters is not None else core.informed(question, item.elsewhere)


def graded(item: Item) -> Outcome:
    """The question and the result for one item.  Idempotent; needs no database."""
    question = question_of(item)
    result = facade.grade_or_excuse(item.exercise, item.answer, question)
    return question, dataclasses.replace(result, extra=None)
