"""Inputs that should break a program: what they earn, what is said, and what is kept secret."""

import time

import pytest

from grader.core.exercise import Mistake
from grader.core.grade import grade, pose
from grader.core.local import runner
from tests.core import toys


def judged(exercise, mistake, answer):
    planted = next(m for m in exercise.mistakes if m.id == mistake)
    question = pose(exercise, "ana", parameters={"code": exercise.program(planted)})
    return grade(exercise, question, answer, runner(), time.perf_counter)


def test_the_program_is_shown_with_the_mistake_and_without_comments():
    exercise = toys.breaking()
    texts = {pose(exercise, f"s{i}").text for i in range(40)}
    assert len(texts) == len(exercise.mistakes)
    assert any("c * c * X" in text for text in texts)
    assert not any("every column" in text or "«" in text for text in texts)


def test_the_question_does_not_say_which_mistake_it_is():
    exercise = toys.breaking()
    question = str(pose(exercise, "ana"))
    assert not any(m.id in question or m.feedback in question for m in exercise.mistakes)


def test_who_finds_the_smallest_input_is_told_the_mistake():
    result = judged(toys.breaking(), "SQUARE", toys.SMALL)
    assert (result.right, result.points) == (True, 3)
    assert "S differs." in result.feedback
    assert "c is squared." in result.feedback


def test_a_larger_input_earns_a_part_and_the_mistake_stays_a_secret():
    result = judged(toys.breaking(), "SQUARE", {**toys.WIDE, "c": 3})
    assert (result.status, result.points) == ("graded", 1)
    assert result.feedback == "S differs. Your input has 6 numbers; fewer are enough."


def test_an_input_on_which_both_agree_earns_nothing():
    result = judged(toys.breaking(), "FIRST", toys.SMALL)
    assert result.points == 0
    assert "both programs return the same" in result.feedback


def test_a_difference_below_the_tolerance_does_not_count():
    slightly, clearly = ({**toys.SMALL, "c": 1 + by} for by in (1e-7, 1e-5))
    assert "both programs return the same" in judged(toys.breaking(), "SQUARE", slightly).feedback
    assert judged(toys.breaking(), "SQUARE", clearly).right


def test_a_program_that_stops_does_not_count_as_broken():
    result = judged(toys.breaking(), "STOPS", toys.WIDE)
    assert result.points == 0
    assert "stops with an error" in result.feedback


def test_a_mistake_that_the_weak_check_sees_earns_a_part():
    result = judged(toys.hiding(), "OFF", {**toys.SMALL, "X": [[-1]]})
    assert result.points == 1
    assert result.feedback == "t differs. With b set to 0 the mistake still shows in t."


def test_a_difference_does_not_hide_behind_large_entries():
    two = Mistake("TWO", "Two things are wrong.", ("+ b", "+ 3 * b + (X == 1)"))
    large = {"X": [[1e6, 1]], "b": [[100, 100]], "y": [1], "c": 1}
    result = judged(toys.hiding(mistakes=(two,)), "TWO", large)
    assert result.feedback == "S differs. With b set to 0 the mistake still shows in S."


@pytest.mark.parametrize("answer", ["", {}, "no", {"X": [[1]]}, {**toys.SMALL, "y": [5]}])
def test_what_is_no_input_is_unreadable(answer):
    result = judged(toys.breaking(), "SQUARE", answer)
    assert (result.status, result.points) == ("unreadable", 0)
    assert result.feedback.endswith((".", "}."))


def test_numbers_that_overflow_are_sent_back():
    huge = {**toys.SMALL, "X": [[1e6]], "c": 1e6}
    exercise = toys.breaking(reference=toys.exponential, mistakes=(toys.NO_B,))
    assert "take smaller numbers" in judged(exercise, "NO-B", huge).feedback
