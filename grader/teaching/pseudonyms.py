"""Who is to be recognised in what leaves?  With a key nobody, but by whoever holds the key."""

from collections.abc import Callable
from dataclasses import replace

from grader.gradebook.profiles import PROFILES
from grader.gradebook.pseudonym import pseudonym
from grader.records import Attempt, Student
from grader.teaching.course import Course
from grader.teaching.errors import Impossible

LEAST = 16  # bytes: shorter keys can be tried out


def disguise(format: str, key: bytes | None, name: str) -> Callable[[Course], Course]:
    """What makes a course one of pseudonyms; one that changes nothing without a key.

    Raises Impossible.
    """
    if key is None:
        return lambda found: found
    if format in PROFILES:
        platform = PROFILES[format].platform
        raise Impossible(f"{platform} knows nobody by a pseudonym; choose a format of our own.")
    secret = key.strip()
    if len(secret) < LEAST:
        raise Impossible(
            f"{name} should hold a key of at least {LEAST} characters; "
            "`openssl rand -hex 32` makes one."
        )
    return lambda found: _under_pseudonyms(found, secret)


def _under_pseudonyms(found: Course, key: bytes) -> Course:
    """The course with pseudonyms for people and for what they wrote, in an order of their own."""

    def student(one: Student) -> Student:
        return Student(pseudonym(key, one.student_key))

    def attempt(one: Attempt) -> Attempt:
        written = pseudonym(key, one.content_sha256)
        return replace(one, student=pseudonym(key, one.student), content_sha256=written)

    scores = [
        replace(one, student=student(one.student), attempt=one.attempt and attempt(one.attempt))
        for one in found.scores
    ]
    return replace(
        found,
        everybody=[student(one) for one in found.everybody],
        students=[student(one) for one in found.students],
        attempts=[attempt(one) for one in found.attempts],
        scores=sorted(scores, key=lambda one: one.student.student_key),
    )
