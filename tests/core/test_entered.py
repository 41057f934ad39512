"""Answers that are entered: numbers, arrays, formulas, ticks."""

import time

import pytest

from grader.core.grade import grade, pose
from grader.core.local import runner
from tests.core import toys


def judged(exercise, answer, student="ana"):
    question = pose(exercise, student)
    return grade(exercise, question, answer, runner(), time.perf_counter)


def drawn(exercise, student="ana"):
    return pose(exercise, student).parameters


def test_the_text_shows_what_was_drawn_for_the_student():
    question = pose(toys.number(), "ana")
    assert question.text == f"Multiply {question.parameters['a']} by {question.parameters['b']}."
    assert pose(toys.number(), "ana").parameters == question.parameters


def test_students_get_different_questions():
    assert len({pose(toys.number(), f"s{i}").text for i in range(20)}) > 10


def test_stored_parameters_are_used_whatever_would_be_drawn_today():
    question = pose(toys.number(), "ana", parameters={"a": 3, "b": 7})
    result = grade(toys.number(), question, "21", runner(), time.perf_counter)
    assert result.right


def test_a_right_number_earns_everything():
    p = drawn(toys.number())
    assert judged(toys.number(), f"{p['a']} * {p['b']}").right


def test_a_known_wrong_number_is_named():
    p = drawn(toys.number())
    result = judged(toys.number(), str(p["a"] + p["b"]))
    assert [m.id for m in result.diagnosis.mistakes] == ["ADD"]
    assert result.feedback == "Multiply, do not add."
    assert 0 < result.points < result.max_points


def test_any_other_number_earns_nothing():
    result = judged(toys.number(), "-1")
    assert result.points == 0
    assert result.diagnosis.certainty == "unknown"


@pytest.mark.parametrize("answer", ["", "eleven", "1/0", None, [1], True, "nan", {"a": 1}])
def test_what_is_no_number_is_unreadable(answer):
    result = judged(toys.number(), answer)
    assert result.status == "unreadable"
    assert result.feedback.endswith(".")


def test_arrays_are_entered_as_lists_or_as_text():
    p = drawn(toys.array())
    s, d = p["a"] + p["b"], p["a"] - p["b"]
    assert judged(toys.array(), [s, d]).right
    assert judged(toys.array(), f"[{s}, {d}]").right
    assert [m.id for m in judged(toys.array(), [d, s]).diagnosis.mistakes] == ["SWAP"]
    assert "1 of 2 entries" in judged(toys.array(), [s, 0]).feedback


@pytest.mark.parametrize("answer", ["m*r + r", "r(m+1)", "L = m·r + r", ["r + m*r"]])
def test_formulas_are_accepted_in_any_spelling(answer):
    assert judged(toys.formula(), answer).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("m*r", "The biases are missing."),
        ("2*(m*r + r)", "times the constant 2"),
        ("m + 7", "r does not occur"),
        ("m*r + r**2", "it should be"),
    ],
)
def test_a_wrong_formula_is_explained(answer, words):
    assert words in judged(toys.formula(), answer).feedback


@pytest.mark.parametrize("answer", ["", "m*q", "m*", "__import__('os')", ["m", "r"], None])
def test_what_is_no_formula_is_unreadable(answer):
    assert judged(toys.formula(), answer).status == "unreadable"


def letters(question, *texts):
    return [question.letters[question.options.index(text)] for text in texts]


def test_ticks_are_given_as_letters_or_texts():
    question = pose(toys.multi(), "ana")
    right = letters(question, "one is odd", "three is odd")
    assert judged(toys.multi(), right).right
    assert judged(toys.multi(), ", ".join(right)).right
    assert judged(toys.multi(), "".join(right).lower()).right
    assert judged(toys.multi(), ["one is odd", "three is odd"]).right


@pytest.mark.parametrize(
    ("ticked", "points"),
    [
        (["one is odd"], 1.5),
        (["one is odd", "two is odd"], 0.0),
        (["one is odd", "three is odd", "two is odd"], 1.5),
        (["two is odd", "four is odd"], 0.0),
        ([], 0.0),
    ],
)
def test_wrong_ticks_cancel_right_ones(ticked, points):
    assert judged(toys.multi(), ticked).points == points


def test_every_wrongly_judged_statement_is_explained():
    question = pose(toys.multi(), "ana")
    result = judged(toys.multi(), ["one is odd", "two is odd"])
    (two,) = letters(question, "two is odd")
    assert f"{two}: 2 = 2·1." in result.feedback
    assert "1 = 2·0 + 1." not in result.feedback


@pytest.mark.parametrize("answer", ["Z", ["nonsense"], 3, [3], {"A": 1}])
def test_what_is_no_option_is_unreadable(answer):
    assert judged(toys.multi(), answer).status == "unreadable"


def test_the_order_is_drawn_and_stored():
    orders = {tuple(pose(toys.multi(), f"s{i}").options) for i in range(20)}
    assert len(orders) > 5
    question = pose(toys.multi(), "x", parameters={"order": [3, 2, 1, 0]})
    assert question.options[0] == "four is odd"
