"""Answers that look alike are shown together, as a hint."""

from dataclasses import replace

from grader.gradebook.likeness import RENAMED, SAME, UNEXPLAINED, groups, shape
from grader.records import Records
from tests.records.conftest import new

PROGRAM = '''
import numpy as np

def softmax(U):
    """Rows to probabilities."""
    E = np.exp(U - U.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
'''
RENAMED_PROGRAM = """
import numpy
def softmax(scores):
    # mine
    large = np.exp(scores - scores.max(axis=1, keepdims=True))
    return large / large.sum(axis=1, keepdims=True)
"""


def recorded(*attempts):
    with Records.open("sqlite://") as records:
        return records.record_all(attempts) and records.attempts()


def answered(student, answer, points, certainty="none", exercise="softmax"):
    made = new(points, student=student, exercise=exercise, answer=answer)
    diagnosis = {"certainty": certainty, "mistakes": [], "right": []}
    return replace(made, result={**made.result, "diagnosis": diagnosis})


def test_a_program_is_recognised_under_other_names_and_comments():
    assert shape(PROGRAM) == shape(RENAMED_PROGRAM)
    assert shape(PROGRAM) != shape(PROGRAM.replace(" / ", " * "))


def test_a_program_that_is_nested_without_end_has_no_shape():
    assert shape(f"x = a{'.b' * 900}") is None
    assert shape(f"x = {'a + ' * 900}a") is None


def test_a_program_too_short_to_differ_or_broken_has_no_shape():
    assert shape("def f(x):\n    return x") is None
    assert shape("def f(x:") is None


def test_programs_alike_are_one_group_and_others_none():
    attempts = recorded(
        answered("ana", PROGRAM, 1.0),
        answered("ben", RENAMED_PROGRAM, 1.0),
        answered("eve", PROGRAM.replace("max", "min"), 1.0),
    )
    (group,) = groups(attempts, {"softmax"})
    assert (group.likeness, group.students) == (RENAMED, ("ana", "ben"))


def test_a_wrong_answer_that_two_gave_is_shown_and_a_right_one_is_not():
    attempts = recorded(
        answered("ana", "m*r", 0.0), answered("ben", "m*r", 0.0), answered("eve", "r", 0.0)
    )
    (group,) = groups(attempts, set())
    assert (group.likeness, group.students, group.sample) == (SAME, ("ana", "ben"), "m*r")


def test_an_answer_that_nothing_explains_is_shown_even_alone():
    (group,) = groups(recorded(answered("ana", "m/r", 0.0, "unknown")), set())
    assert (group.likeness, group.students) == (UNEXPLAINED, ("ana",))
