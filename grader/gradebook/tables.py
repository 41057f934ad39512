"""How do scores become CSV?  RFC 4180, UTF-8; names and ids byte for byte, for machines to read."""

import csv
import io
from collections.abc import Iterable, Sequence

from grader.gradebook.scores import ExerciseRow, Score
from grader.records.rows import Attempt, Student

LONG = (
    "student_key", "student_name", "email", "exercise", "attempt", "submitted_at", "late_seconds",
    "status", "score", "max_score", "raw_score", "penalty", "mistakes", "certainty",
    "grader_version", "content_sha256",
)  # fmt: skip
TOTAL = "total"


def table(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV.  A lone surrogate, which no file can hold, becomes a question mark."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8", "replace").decode("utf-8")


def number(value: float | None) -> str:
    """A number of points with at most two decimals and no exponent; nothing for nothing."""
    if value is None:
        return ""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def long_csv(scores: Iterable[Score]) -> str:
    """One row for each student and exercise: the contract of scores.csv."""
    return table([LONG, *(_long_row(score) for score in scores)])


def _long_row(score: Score) -> list[str]:
    attempt = score.attempt
    head = [score.student.student_key, score.student.student_name, score.student.email]
    if attempt is None:
        most = number(score.exercise.points)
        shown = number(score.score)
        return [*head, score.exercise.id, "", "", "", score.status, shown, most, *[""] * 6]
    return [
        *head,
        *_facts(attempt, score.late_seconds, score.score, score.raw_score, score.penalty),
    ]


def _facts(
    attempt: Attempt, late: int | None, score: float | None, raw: float | None, penalty: float
) -> list[str]:
    return [
        attempt.exercise,
        str(attempt.number),
        attempt.submitted_at,
        "" if late is None else str(late),
        attempt.status,
        number(score),
        number(attempt.max_points),
        number(raw),
        number(penalty),
        ";".join(attempt.mistakes),
        attempt.certainty,
        attempt.grader_version,
        attempt.content_sha256,
    ]


def attempts_csv(attempts: Iterable[Attempt], students: Iterable[Student]) -> str:
    """One row for every attempt, with the points of that attempt."""
    people = {student.student_key: student for student in students}
    rows = []
    for attempt in attempts:
        who = people.get(attempt.student, Student(attempt.student))
        facts = _facts(attempt, attempt.late_seconds, attempt.points, attempt.points, 0.0)
        rows.append([who.student_key, who.student_name, who.email, *facts])
    return table([LONG, *rows])


def wide_csv(
    scores: Iterable[Score], students: Iterable[Student], exercises: Sequence[ExerciseRow]
) -> str:
    """One row for each student, one column for each exercise, and the total."""
    known = {(one.student.student_key, one.exercise.id): one.score for one in scores}
    head = ["student_key", "student_name", "email", *(e.id for e in exercises), TOTAL]
    rows = []
    for student in sorted(students, key=lambda one: one.student_key):
        points = [known.get((student.student_key, exercise.id)) for exercise in exercises]
        cells = [number(value) for value in points]
        total = number(sum(value for value in points if value is not None))
        rows.append([student.student_key, student.student_name, student.email, *cells, total])
    return table([head, *rows])
