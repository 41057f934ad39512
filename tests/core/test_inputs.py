"""Inputs that are handed in as data: what is read, and the sentence for what is not."""

import json

import numpy as np
import pytest

from grader.core.inputs import Given, numbers, read
from grader.core.reading import Unreadable

LAYER = (Given("A", ("N", "m")), Given("dZ", ("N", "r")))
CLASSIFIER = (
    Given("X", ("N", "D")),
    Given("y", ("N",), below="K"),
    Given("W", ("D", "K")),
    Given("b", ("1", "K"), nonzero=True),
    Given("alpha", positive=True),
)
RIGHT = {"X": [[1, 2]], "y": [1], "W": [[1, 0, 2], [3, 4, 5]], "b": [[1, 0, 1]], "alpha": 0.5}


def refused(takes, answer):
    with pytest.raises(Unreadable) as caught:
        read(takes, answer)
    return str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        {"A": [[0.5, 2]], "dZ": [[-3]]},
        {"A": np.array([[0.5, 2]]), "dZ": ((-3,),)},
        {"A": [["1 / 2", 2]], "dZ": [[-3]]},
        '{"A": [[0.5, 2]], "dZ": [[-3]]}',
        "{'dZ': [[−3.0]], 'A': [(1/2, 2e0,)],}",
        '{"A":\n [[.5,\n +2]],\n "dZ": [[-3]]}\n',
    ],
)
def test_an_input_is_read_from_data_json_or_python(answer):
    values = read(LAYER, answer)
    assert list(values) == ["A", "dZ"]
    assert values["A"].tolist() == [[0.5, 2.0]]
    assert values["dZ"].tolist() == [[-3.0]]
    assert numbers(values) == 3


def test_labels_are_integers_and_a_number_is_a_number():
    values = read(CLASSIFIER, RIGHT)
    assert values["y"].dtype.kind == "i"
    assert values["alpha"] == 0.5
    assert numbers(values) == 13


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"b": [[1, 2]]}, "b must have one row and as many columns as W; yours has 1 row and 2"),
        ({"b": [[1], [2], [3]]}, "b must have one row and as many columns as W"),
        ({"b": [1, 2, 3]}, "b must be a list of rows, such as [[1, 2], [3, 4]]."),
        ({"b": [[0, 0, 0]]}, "b must have an entry that is not 0."),
        ({"W": [[1, 2, 3]]}, "W must have as many rows as X has columns; yours has 1 row and 3"),
        ({"y": [1, 0]}, "y must have one entry for each row of X; yours has 2 entries."),
        ({"y": [3]}, "y must hold whole numbers from 0 to 2."),
        ({"y": [-1]}, "y must hold whole numbers from 0 to 2."),
        ({"y": [0.5]}, "y must hold whole numbers from 0 to 2."),
        ({"y": 1}, "y must be a list of numbers: [0, 1]."),
        ({"alpha": 0}, "alpha must be a number above 0."),
        ({"alpha": [1]}, "In alpha: one number belongs here, not a list."),
        ({"Q": 1}, "'Q' is not asked for; the input has X, y, W, b and alpha."),
    ],
)
def test_a_broken_rule_is_named(change, sentence):
    assert sentence in refused(CLASSIFIER, {**RIGHT, **change})
    assert sentence in refused(CLASSIFIER, json.dumps({**RIGHT, **change}))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "There is no input yet."),
        (None, "must give A and dZ by name"),
        ({}, "must give A and dZ by name"),
        ([[1]], "must give A and dZ by name"),
        ("[[1]]", "The names are missing."),
        ('{"A": [[1]]}', "dZ is missing"),
        ('{"A": [[1]], "A": [[1]]}', "A is given twice."),
        ('{"A": [[1 2]]}', "Commas, colons or brackets"),
        ('{"A": [[1]', "Commas, colons or brackets"),
        ("{A: [[1]]}", "'A' cannot be read here"),
        ('{"A": [[nan]]}', "'nan' cannot be read here"),
        ('{"A": __import__("os").system("ls")}', "'__import__' cannot be read here"),
        ('{"A": [[9**9**9]]}', "'*' cannot be read here"),
        ('{"A": [["__import__"]], "dZ": [[1]]}', "In A, row 1: "),
        ('{"A": [[1], [1e999]], "dZ": [[1]]}', "In A, row 2: '1e999' is not a finite number."),
        ('{"A": [[2e6]], "dZ": [[1]]}', "must lie between -1000000 and 1000000"),
        ({"A": [[float("nan")]], "dZ": [[1]]}, "'nan' is not a finite number."),
        ({"A": [[10**400]], "dZ": [[1]]}, "too large"),
        ({"A": [[None]], "dZ": [[1]]}, "Enter a number"),
        ({"A": [[True]], "dZ": [[1]]}, "Enter a number"),
        ({"A": [[[1]]], "dZ": [[1]]}, "one number belongs here, not a list"),
        ({"A": [[]], "dZ": [[1]]}, "every size is at least 1"),
        ({"A": [[1, 2], [3]], "dZ": [[1]]}, "The rows of A do not have the same number"),
        ({"A": [[1] * 300], "dZ": [[1] * 300]}, "more than 400 numbers"),
        ({"A": [[1] * 30] * 30, "dZ": [[1]]}, "more than 400 numbers"),
        ({"A": [[1]] * 9_000_000, "dZ": [[1]]}, "more than 400 numbers"),
        ("[" * 9_000, "nested too deeply"),
        ('{"A": [[{"B": 1}]]}', "nested too deeply"),
        ("-" * 9_000 + "1", "'-' cannot be read here"),
        ("1" * 20_000, "longer than 10000 characters"),
    ],
)
def test_what_is_no_input_is_said(answer, sentence):
    assert sentence in refused(LAYER, answer)
