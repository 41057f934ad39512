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
    """The last answer that could be graded, whatever it earned."""
    last = records.tries(student, id).last
    if last is None or last.status == GRADED:
        return last and last.answer
    graded = [a.answer for a in records.attempts(student, id) if a.status == GRADED]
    return graded[-1] if graded else None
