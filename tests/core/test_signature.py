"""The mark of what was returned: the same in every style, another for other numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exercises.softmax.softmax import exercise
from grader.core.diagnosis.signature import LARGE, mark, pieces
from grader.core.run import Raised, Returned


def marked(*values):
    return mark(pieces(exercise, [Returned(value) for value in values]))


entries = st.lists(st.integers(-50, 50).map(lambda n: n / 10), min_size=2, max_size=12)


@given(entries.filter(any), st.floats(-1e-14, 1e-14))
def test_the_last_digits_do_not_matter(numbers, noise):
    array = np.array(numbers)
    assert marked(array) == marked(array * (1 + noise) + noise / 10)


@given(entries.filter(any), st.sampled_from([0.99, -1.0, 2.0]))
def test_other_numbers_have_another_mark(numbers, factor):
    assert marked(np.array(numbers)) != marked(factor * np.array(numbers))


def test_shapes_and_failures_count():
    row = np.array([[1.0, 2.0]])
    found = {marked(row), marked(row.T), marked(row, row), marked(row, "a text")}
    found.add(mark(pieces(exercise, [Returned(row), Raised("ValueError", "")])))
    assert len(found) == 5


def test_what_rounding_leaves_of_zero_tells_nothing():
    (piece,) = pieces(exercise, [Returned(np.array([[1.0, -1e-17, 0.0]]))]).values()
    assert piece.telling == 1


def test_what_overflows_is_one_thing_whether_inf_or_nan():
    assert marked(np.array([1.0, np.inf])) == marked(np.array([1.0, np.nan]))


def test_what_returns_nothing_has_no_mark():
    assert marked(None, np.zeros(3)) == ""


def test_an_empty_dict_is_not_a_number():
    (empty,) = pieces(exercise, [Returned({})]).values()
    (number,) = pieces(exercise, [Returned(1.0)]).values()
    assert empty.form != number.form


def test_far_too_many_numbers_are_told_by_that_alone():
    whole = np.zeros(LARGE + 1, "u1")
    for value in (whole, [whole[:9999]] * 21):
        (piece,) = pieces(exercise, [Returned(value)]).values()
        assert piece.form == (("large",),)
        assert not piece.numbers.size
