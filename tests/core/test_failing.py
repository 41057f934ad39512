import json

import numpy as np

from grader.core import local
from grader.core.failing import numpy_text
from grader.core.grade import grade, pose
from tests.core import toys


def extra(function):
    function.__name__ = "scaled"
    question = pose(toys.function(), "ana")
    run = local.runner(function)
    return grade(toys.function(), question, "…", run, lambda: 0.0).extra


def one_row_off(X, c):
    Y = c * X
    Y[1] += 1
    return Y, X.sum(axis=0, keepdims=True)


def nearly(X, c):
    return c * X * (1 + 1e-4), X.sum(axis=0, keepdims=True)


def test_a_map_says_which_entries_are_wrong():
    (found,) = extra(one_row_off)["maps"]
    assert found["name"] == "Y"
    assert [row == [None] * 3 for row in found["digits"]] == [True, False, True, True]


def test_a_map_says_how_many_digits_agree():
    (found,) = extra(nearly)["maps"]
    assert {n for row in found["digits"] for n in row} <= {4, 5, 6, None}


def test_the_smallest_case_that_fails_can_be_run_and_holds_no_result():
    found = extra(nearly)["smallest"]
    assert found["case"] == "one row"
    scope = {"np": np}
    exec(found["inputs"], scope)
    assert scope["X"].shape == (1, 2)
    assert scope.keys() <= {"np", "X", "c", "__builtins__"}


def test_what_is_shown_is_plain_data():
    assert json.loads(json.dumps(extra(one_row_off))) == extra(one_row_off)


def test_nothing_is_shown_of_a_right_answer():
    assert extra(toys.scaled) == {}


def test_an_argument_is_shown_as_it_stands_in_a_program():
    value = {"W": [np.eye(2), (1.5, "relu")]}
    assert eval(numpy_text(value), {"np": np})["W"][1] == (1.5, "relu")
