"""A student answers the formula and the code of one gradient, in whichever order."""

import numpy as np
import pytest

from exercises.softmax.softmax import softmax
from grader.core import local
from grader.web.answers import Desk

FORMULA, CODE = "score_derivative", "dscores"
DISAGREE = "disagree with each other: the formula is right"


def dscores(U, y):
    return (np.eye(U.shape[1])[y] - softmax(U)) / len(y)


@pytest.fixture
def answered(records):
    """`answered(id, answer)` answers as Ana; her function is `dscores`, whatever she types."""
    desk = Desk(records, local.runner(dscores))
    return lambda id, answer: desk.answer(desk.asked("ana", id), answer)


def test_the_code_is_compared_with_the_formula_before_it(answered):
    assert "disagree" not in answered(CODE, "…").result.feedback
    answered(FORMULA, "p - t")
    graded = answered(CODE, "…")
    assert DISAGREE in graded.result.feedback
    assert graded.attempt.parameters["beside"] == {FORMULA: "p - t"}


def test_the_formula_is_compared_with_the_code_before_it(answered):
    answered(CODE, "…")
    assert DISAGREE in answered(FORMULA, "p - t").result.feedback


def test_the_last_formula_that_can_be_read_counts(answered):
    for formula in ("p - t", "t - p", "t -"):
        answered(FORMULA, formula)
    assert "look at the formula first" in answered(CODE, "…").result.feedback
