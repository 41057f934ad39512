"""Which answers are there to be graded in a submission, and what is recorded of each?"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from grader import catalog, facade
from grader.batch.engine import Quarantined
from grader.batch.order import Place
from grader.batch.work import Item, Outcome, question_of
from grader.intake import Submission, collect
from grader.records import NewAttempt

FUNCTIONS = ("function", "train")


@dataclass(frozen=True)
class Task:
    """An answer with the submission that it was found in."""

    item: Item
    submission: Submission

    @property
    def place(self) -> Place:
        return self.item.student, self.item.exercise

    @property
    def content(self) -> str:
        return json.dumps(self.item.answer, sort_keys=True)


def tasks_of(
    submission: Submission, only: Collection[str], problems: dict[str, list[str]]
) -> Iterator[Task]:
    """The answers in a submission; `problems` gets what could not be read, by student."""
    ids = [id for id in catalog.ids() if not only or id in only]
    functions = [id for id in ids if catalog.exercise(id).kind in FUNCTIONS]
    found = collect(submission.files, ids, functions)
    if found.problems or not found.answers:
        sentences = problems.setdefault(submission.student_key, [])
        sentences += [str(problem) for problem in found.problems]
    for answer in found.answers:
        key = f"{submission.ref}/{answer.exercise}"
        yield Task(Item(key, answer.exercise, submission.student_key, answer.content), submission)


def new_attempt(task: Task, outcome: Outcome | Quarantined) -> NewAttempt:
    """What is recorded of a graded answer; one that was set aside is not judged."""
    item, submission = task.item, task.submission
    if isinstance(outcome, Quarantined):
        question = question_of(item)
        result = facade.not_judged(item.exercise, question, outcome.reason)
    else:
        question, result = outcome
    return NewAttempt(
        student=item.student,
        exercise=item.exercise,
        answer=item.answer,
        parameters=question.parameters,
        result=result.as_dict(),
        submitted_at=submission.submitted_at,
        source="batch",
        level=result.level,
        external_ref=submission.ref,
        content_version=catalog.content_version(item.exercise),
        late_seconds=submission.late_seconds,
    )
