"""Whatever comes back is a plain value that is compared here, and plain text that is shown."""

import re

import numpy as np
import pytest

from grader import catalog
from grader.core.compare import compared
from grader.core.grade import grade, pose
from grader.core.run import Returned
from grader.web.verdict import verdict
from tests.attacks import bare
from tests.attacks.deceiving import DECEITS, ESCAPES, MARKUP, WRONG

RIGHT = np.random.default_rng().normal(size=(2, 3))
NAIVE = """
def f(right):
    value = student(right)
    return bool(np.all(value == np.array(right)))
"""
# What a page may never contain unless we wrote it.
LIVE = re.compile(r"<(img|script|iframe|a|b)\b|javascript:[^<]*\"|[\x00-\x08\x1b\u202e\ud800]")


def program(start, value):
    return f"import numpy as np\n{start}\ndef f(x):\n    return {value}\n"


@pytest.mark.parametrize("name", DECEITS)
def test_a_value_that_lies_is_not_believed(name, attacked):
    outcome = attacked(program(*DECEITS[name]), 1)
    result = outcome.results[0]
    assert not isinstance(result, Returned) or compared("x", RIGHT, result.value).values


@pytest.mark.parametrize("name", DECEITS)
def test_compared_in_its_own_process_it_would_be(name):
    start, value = DECEITS[name]
    source = f"{program(start, value)}student = f\n{NAIVE}"
    assert bare.value(source, args=[RIGHT.tolist()]) is True


@pytest.mark.parametrize("name", WRONG)
def test_an_odd_value_is_no_right_value(name, attacked):
    result = attacked(program("", WRONG[name]), 1).results[0]
    assert not isinstance(result, Returned) or compared("x", RIGHT, result.value).values


@pytest.mark.parametrize("name", ESCAPES)
def test_what_a_program_says_does_not_act_on_the_page(name, sandbox):
    exercise = catalog.exercise("softmax")
    question = pose(exercise)
    source = f"import numpy as np\ndef softmax(U):\n    {ESCAPES[name]}\n"
    result = grade(exercise, question, source, sandbox.run, lambda: 0.0)
    page = verdict(question, result)
    assert result.points == 0
    assert not LIVE.search(page), page
    page.encode("utf-8")


@pytest.mark.parametrize(
    "shown", [MARKUP, "\x1b[31m", "\u202e", '[x](javascript:alert(1)) "', "<a "]
)
def test_unescaped_it_would_act(shown):
    assert LIVE.search(shown)
