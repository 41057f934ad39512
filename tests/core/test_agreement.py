"""A formula and a function of one gradient: do they disagree, and which of them is right?"""

import time
from types import SimpleNamespace

import numpy as np
import pytest

from grader.core.exercise import Mistake
from grader.core.grade import grade, informed, pose
from grader.core.kinds import Link
from grader.core.local import runner
from grader.core.verify import findings
from tests.core import toys


def product(c, x):
    return c * x


def claim(*mistakes):
    field = {"reference": product, "domain": {"c": (1, 3), "x": (1, 3)}, "also": ()}
    exercise = toys.formula(**field, mistakes=mistakes)
    return SimpleNamespace(__name__="toys.claim", exercise=exercise)


def linked(symbols=lambda X, c: {"c": c, "x": X}, mistakes=()):
    link = Link(formula=claim(*mistakes), output="Y", symbols=symbols)
    return toys.function(links=(link,))


def judged(answer, formula=None):
    exercise = linked()
    answer.__name__ = "scaled"
    question = informed(pose(exercise, "ana"), {"beside": {"claim": formula}} if formula else {})
    return grade(exercise, question, "(ours)", runner(answer), time.perf_counter)


def right(X, c):
    return c * X, X.sum(axis=0, keepdims=True)


def no_factor(X, c):
    return X, X.sum(axis=0, keepdims=True)


def rounded(X, c):
    return right(X.astype(np.float32), c)


def flat(X, c):
    return (c * X).ravel(), X.sum(axis=0, keepdims=True)


def raising(X, c):
    raise ValueError(c)


FORMULA = "your formula in “Parameters”"


@pytest.mark.parametrize(
    ("formula", "function", "sentence"),
    [
        ("x*c", no_factor, f"In Y your code and {FORMULA} disagree with each other: the formula"),
        ("x", right, f"In Y your code and {FORMULA} disagree with each other: your code is right"),
        ("c + x", no_factor, f"{FORMULA} disagree with each other, and neither is right."),
        ("x", no_factor, f"In Y your code does what {FORMULA} says; look at the formula first."),
    ],
)
def test_what_does_not_fit_is_said_once(formula, function, sentence):
    feedback = judged(function, formula).feedback
    assert feedback.startswith(judged(function).feedback)
    assert feedback.count(sentence) == 1


@pytest.mark.parametrize(
    ("formula", "function"),
    [
        ("c*x", right),
        ("c*x", rounded),
        ("c*x", flat),
        ("x", flat),
        ("c*x", raising),
        ("c*", no_factor),
        (["c*x", "c"], no_factor),
    ],
)
def test_nothing_is_said_where_they_agree_or_cannot_be_compared(formula, function):
    assert judged(function, formula).feedback == judged(function).feedback


@pytest.mark.parametrize("function", [right, no_factor])
def test_a_formula_changes_no_marks(function):
    assert judged(function, "x").checks == judged(function).checks


def test_a_sound_link_has_no_findings():
    plus = Mistake("PLUS", "Multiply.", ("c * x", "c + x"))
    assert findings(linked(mistakes=(plus,))) == []


@pytest.mark.parametrize(
    ("symbols", "sentence"),
    [
        (lambda X, c: {"c": c + 1, "x": X}, "is wrong in call 0: the two references disagree"),
        (lambda X, c: {"c": c, "x": X[:, 0]}, "is wrong in call 0: the two references disagree"),
        (lambda X, c: {"c": c}, "leaves x open"),
        (lambda X, c: None, "says something of 0 calls; it takes 2 at least"),
        (
            lambda X, c: {"c": c, "x": X} if c > 0 else None,
            "does not tell SIGN from the right formula in any call",
        ),
    ],
)
def test_a_wrong_link_is_found(symbols, sentence):
    sign = Mistake("SIGN", "c may be negative.", ("c * x", "abs(c) * x"))
    (found,) = findings(linked(symbols, mistakes=(sign,)))
    assert found.sentence == f"the link with claim, Your formula, {sentence}"


def test_a_link_that_takes_one_mistake_for_another_is_found():
    twice, sized = (
        Mistake(id, "Not twice.", ("c * x", wrong))
        for id, wrong in (("TWICE", "2 * c * x"), ("SIZED", "2 * abs(c) * x"))
    )
    exercise = linked(lambda X, c: {"c": c, "x": X} if c > 0 else None, (twice, sized))
    assert "does not tell SIZED from TWICE in any call" in findings(exercise)[0].sentence


def test_a_link_with_what_is_not_there_is_found():
    link = Link(formula=claim(), field=1, output="Y", symbols=lambda X, c: None)
    (found,) = findings(toys.function(links=(link,)))
    assert "speaks of a formula or of an output that is not there" in found.sentence
