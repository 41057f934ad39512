"""What has a student done elsewhere that the grading of an exercise asks about?"""

from typing import Any

from grader import catalog
from grader.core.result import GRADED
from grader.records import Records


def elsewhere(records: Records, student: str, id: str) -> dict[str, Any]:
    """Parameters to be added to the question.

    A training asks what is solved; a formula and a function of one gradient ask for the student's
    last answer to each other.
    """
    if catalog.exercise(id).kind == "train":
        return {"passed": sorted(records.solved(student))}
    beside = {other: _last(records, student, other) for other in catalog.linked(id)}
    known = {other: answer for other, answer in beside.items() if answer is not None}
    return {"beside": known} if known else {}


def _last(records: Records, student: str, id: str) -> Any:
    """The last answer, whatever it earned; None if it could not be graded."""
    last = records.tries(student, id).last
    return last.answer if last and last.status == GRADED else None
