"""Who on the roster handed this in?  A platform's word for a student, joined with its column."""

import dataclasses
from collections.abc import Iterable, Sequence

from grader.intake import Submission
from grader.intake.paths import UNSAFE, same
from grader.records import Student

NAME = "student_name"


def joined(submissions: Iterable[Submission], students: Sequence[Student]) -> list[Submission]:
    """The submissions under the keys of the roster, where exactly one student fits.

    A platform writes a name as a file can bear it, so names are compared so; ids as they are.
    Who is not on the roster keeps the platform's word as key; who is keeps the roster's name.
    """
    places: dict[tuple[str, str], list[Student]] = {}
    for student in students:
        for column, value in dataclasses.asdict(student).items():
            places.setdefault(_place(column, value), []).append(student)
    names = {student.student_key: student.student_name for student in students}
    return [_named(_joined(one, places), names) for one in submissions]


def _place(column: str, value: str) -> tuple[str, str]:
    if column != NAME:
        return column, same(value)
    return column, " ".join(UNSAFE.sub("_", same(value)).casefold().split())


def _joined(submission: Submission, places: dict[tuple[str, str], list[Student]]) -> Submission:
    found = places.get(_place(submission.id_column, submission.external_id), [])
    # One who fits may be there under the platform's word, from before there was a roster.
    others = [student for student in found if student.student_key != submission.student_key]
    if not submission.external_id or len(others) != 1:
        return submission
    (student,) = others
    return dataclasses.replace(submission, student_key=student.student_key)


def _named(submission: Submission, names: dict[str, str]) -> Submission:
    name = names.get(submission.student_key) or submission.student_name
    return dataclasses.replace(submission, student_name=name)
