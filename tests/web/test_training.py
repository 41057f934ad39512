import threading

import pytest

from grader.core.run import FINISHED, Outcome, Returned
from grader.web.answers import Desk, Stopped
from grader.web.training import Trainings, running
from tests.web.test_words import PAYLOADS

TRAINING, PROGRAM = "train_linear", "def train_linear(X, y, K, alpha, rng): ..."


class Watched:
    """A run that prints a line and goes on until it is stopped."""

    def __init__(self):
        self.ended = threading.Event()
        self.lines = ""

    @property
    def stopped(self):
        return self.ended.is_set()

    def latest(self):
        return self.lines

    def stop(self):
        self.ended.set()

    def run(self, job):
        self.lines = "loss 1.1"
        self.ended.wait(30)
        return Outcome(FINISHED, (Returned(None),))


def test_lines_are_shown_while_a_training_runs_and_it_can_be_stopped():
    trainings, watched = Trainings(), Watched()
    news = trainings.follow("ana", watched, lambda: watched.run(None).status)
    assert [next(news), next(news)] == ["", "loss 1.1"]
    trainings.stop("ana")
    assert next(news).result() == FINISHED


def test_nobody_stops_the_training_of_another():
    trainings, watched = Trainings(), Watched()
    news = trainings.follow("ana", watched, lambda: watched.run(None).status)
    next(news)
    trainings.stop("bo")
    assert not watched.stopped
    trainings.stop("ana")
    assert next(one for one in news if not isinstance(one, str)).result() == FINISHED


def test_another_training_of_the_same_student_ends_the_one_before():
    trainings, first, second = Trainings(), Watched(), Watched()
    news = (
        trainings.follow("ana", first, lambda: first.run(None)),
        trainings.follow("ana", second, lambda: second.run(None)),
    )
    next(news[0]), next(news[1])
    assert first.stopped
    assert not second.stopped
    trainings.stop("ana")


def test_what_was_stopped_is_not_recorded(records):
    watched = Watched()
    watched.stop()
    desk = Desk(records, watched.run)
    with pytest.raises(Stopped):
        desk.answer(desk.asked("ana", TRAINING), PROGRAM, watched)
    assert records.attempts() == []


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_a_training_prints_is_never_markup(text):
    assert not any(piece in running(text) for piece in ("<script", "<img", "<svg", "$"))
