"""What does a learning platform show beside a score?  One line of our own words.

Nothing that a student typed is repeated, and a line begins with the exercise's title: neither a
spreadsheet nor a platform finds anything in it to act on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.core.result import FAILED, MISSING, NOT_JUDGED, UNREADABLE
from grader.gradebook.scores import Score
from grader.gradebook.tables import TOTAL, number

STATUS = {
    MISSING: "nothing was handed in.",
    UNREADABLE: "there was no answer that could be read.",
    FAILED: "your program stopped before it gave an answer.",
    NOT_JUDGED: "could not be judged; this is our fault and costs you nothing.",
}


@dataclass(frozen=True)
class Entry:
    """What goes into the table for one student and column."""

    points: float
    comment: str


Entries = Mapping[tuple[str, str], Entry]


def entries(scores: Iterable[Score]) -> dict[tuple[str, str], Entry]:
    """The entries by student and exercise, and under `total` all of a student's together."""
    found: dict[tuple[str, str], Entry] = {}
    for score in scores:
        if score.score is None:
            continue
        key = score.student.student_key
        found[key, score.exercise.id] = one = Entry(score.score, comment(score))
        before = found.get((key, TOTAL))
        found[key, TOTAL] = (
            Entry(before.points + one.points, f"{before.comment} {one.comment}") if before else one
        )
    return found


def comment(score: Score) -> str:
    words = f"{score.exercise.title}: {_words(score)}"
    if score.penalty:
        words += f" It came late, which takes {number(score.penalty)} points."
    return " ".join(words.split())


def _words(score: Score) -> str:
    if score.status in STATUS or score.attempt is None:
        return STATUS[score.status]
    attempt = score.attempt
    mistakes = attempt.result["diagnosis"]["mistakes"]
    if mistakes:
        return " ".join(mistake["feedback"] for mistake in mistakes)
    if attempt.points >= attempt.max_points:
        return "everything is right."
    return "not everything is right; your feedback says where."
