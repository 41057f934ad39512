"""What several students do that nobody foresaw is shown, written down, and told to them."""

import dataclasses
import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from exercises.linear_gradient import affine_grads
from grader import catalog, facade
from grader.batch.executors import Executors
from grader.batch.regrade import new_attempts, regraded
from grader.core.exercise import Mistake
from grader.gradebook.clusters import clusters
from grader.records import NewAttempt, Records
from grader.records.regrades import record_regrade
from tests.records.conftest import NOON

# One slip, db without its absolute value, in three styles; then another one, made by one student.
ABSOLUTE = {
    "ana": "    return A.T @ dZ, abs(dZ).sum(axis=0, keepdims=True)",
    "ben": "    dW = np.einsum('ij,ik->jk', A, dZ)\n    return dW, np.sum(abs(dZ), 0)[None, :]",
    "cleo": "    db = np.ones((1, len(A))) @ np.sqrt(dZ**2)\n    return (dZ.T @ A).T, db",
}
OTHER = {"dora": "    return A.T @ dZ, np.sin(dZ).sum(axis=0, keepdims=True)"}
HEAD = "import numpy as np\n\n\ndef affine_grads(A, dZ):\n"
WRITTEN_DOWN = Mistake(
    "DB-ABS",
    "In db you add up absolute values; signs matter.",
    ("dZ.sum(axis=0", "abs(dZ).sum(axis=0"),
)


@pytest.fixture
def records():
    with Records.open("sqlite://") as opened:
        yield opened


@pytest.fixture
def content(monkeypatch):
    """Puts an exercise in the place of affine_grads until the test ends."""

    def changed(exercise):
        monkeypatch.setattr(affine_grads, "exercise", exercise)
        catalog.entry.cache_clear()

    yield changed
    monkeypatch.undo()
    catalog.entry.cache_clear()


def handed_in(student, body):
    result = facade.grade("affine_grads", HEAD + body, student).as_dict()
    return NewAttempt(student, "affine_grads", HEAD + body, {}, result, NOON, "web")


def test_a_mistake_of_several_students_is_shown_written_down_and_told_to_them(records, content):
    records.record_all([handed_in(*one) for one in {**ABSOLUTE, **OTHER}.items()])
    (found,) = clusters(records.attempts())
    assert (found.exercise, found.students) == ("affine_grads", ("ana", "ben", "cleo"))
    assert found.sample == HEAD + ABSOLUTE["ana"]

    known = affine_grads.exercise.mistakes
    content(dataclasses.replace(affine_grads.exercise, mistakes=(*known, WRITTEN_DOWN)))
    again = regraded(records, Executors(lambda: ThreadPoolExecutor(1), lambda: 1)).different
    record_regrade(records, new_attempts(again), NOON + datetime.timedelta(hours=1))

    told = {a.student: a.result["feedback"] for a in records.attempts() if a.mistakes}
    assert told == dict.fromkeys(ABSOLUTE, f"dW is right. {WRITTEN_DOWN.feedback}")
    assert clusters(records.attempts()) == []


def test_two_students_are_no_cluster_however_often_they_try(records):
    twice = [handed_in(student, ABSOLUTE[student]) for student in ("ana", "ben", "ana", "ben")]
    records.record_all(twice)
    assert clusters(records.attempts()) == []
