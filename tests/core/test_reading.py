"""What students enter is read as they mean it, or they are told what could not be read."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.core import reading
from grader.core.reading import Unreadable


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("0.25", 0.25),
        (" 0,25 ", 0.25),
        (",5", 0.5),
        ("−0.25", -0.25),
        ("3/8", 0.375),
        ("ln 3", math.log(3)),
        ("-ln(0,25)", -math.log(0.25)),
        ("sqrt(2)/2", math.sqrt(2) / 2),
        ("1,5 + 2.5", 4.0),
        ("1e-3", 0.001),
        ("2 547", 2547),
        ("57\u202f000", 57000),
        ("-1\u2009234\u2009567,5", -1234567.5),
        ("1,234", 1.234),
        ("L = 0.58", 0.58),
        ("≈ 0.58", 0.58),
        (3, 3.0),
        (2.5, 2.5),
        (np.int64(7), 7.0),
    ],
)
def test_a_number_is_read(answer, value):
    assert reading.number(answer) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "Enter a number"),
        ("   ", "Enter a number"),
        (None, "Enter a number"),
        (True, "Enter a number"),
        ([1], "Enter a number"),
        (1 + 2j, "Enter a number"),
        ("25%", "without the % sign"),
        ("1,234.5", "one decimal sign"),
        ("1,234,567", "one decimal sign"),
        ("0.3,0.25", "one decimal sign"),
        ("3, 4", "leave out the comma"),
        ("x + 1", "I do not know 'x'. Use numbers only."),
        ("1 2", "An operator is missing before '2'."),
        ("nan", "I do not know 'nan'."),
        ("1/0", "'1/0' is not a finite number."),
        ("9**9**9", "is not a finite number."),
        (math.nan, "'nan' is not a finite number."),
        (-math.inf, "'-inf' is not a finite number."),
        (10**400, "too large"),
    ],
)
def test_what_is_no_number_is_explained(answer, sentence):
    with pytest.raises(Unreadable) as error:
        reading.number(answer)
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        ("2,547", "2.547 (the comma is read as a decimal point)"),
        ("2 547", "2547"),
        ("1/3", "0.3333333333"),
        (57000, "57000"),
    ],
)
def test_the_reading_is_shown(answer, seen):
    assert reading.shown(answer) == seen


MATRIX = [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    "answer",
    [
        "[[1, 2], [3, 4]]",
        "[[1,2],[3,4]]",
        "((1, 2), (3, 4))",
        "(1, 2), (3, 4)",
        "[[1. 2.]\n [3. 4.]]",
        "[[1,2,],\n[3,4,] ,]",
        "[1 2; 3 4]",
        "1 2; 3 4",
        "1, 2; 3, 4;",
        "1 2\n3 4\n",
        "1\t2\r\n3\t4",
        "np.array([[1, 2], [3, 4]])",
        "dW1 = [[1, 2], [3, 4]]",
        "2/2 4/2; 9/3, 8 / 2",
        [[1, 2], [3, 4]],
        ([1, "2"], ("9/3", "4,0")),
        np.array(MATRIX),
    ],
)
def test_a_matrix_is_read(answer):
    np.testing.assert_array_equal(reading.array(answer, (2, 2)), MATRIX)


@pytest.mark.parametrize(
    "answer",
    [
        "0.3, 0.25, 0.45",
        "0.3 0.25 0.45",
        "0.3; 0.25; 0.45",
        "0.3\n0.25\n0.45",
        "[0.3, 0.25,\n 0.45]",
        "[0.3 0.25\n0.45]",
        "(0.3, 0.25, 0.45)",
        "(1 + 2)/10, 1 / 4, 9/20",
        "[[0.3, 0.25, 0.45]]",
        [0.3, "1/4", "0,45"],
        [[0.3], [0.25], [0.45]],
    ],
)
def test_a_vector_is_read(answer):
    np.testing.assert_array_equal(reading.array(answer, (3,)), [0.3, 0.25, 0.45])


@pytest.mark.parametrize(
    ("answer", "shape"), [("[1, 2]", (1, 2)), ([[1, 2]], (2,)), ("5", (1,)), ("[5]", (1,)), (5, ())]
)
def test_a_single_row_may_be_a_plain_list(answer, shape):
    assert reading.array(answer, shape).shape == shape


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "Enter the numbers, separated by commas."),
        (None, "Enter the numbers, separated by commas."),
        ({"a": 1}, "Enter the numbers, separated by commas."),
        ("1, 2, 3", "You gave 3 numbers; this is not what the question asks for."),
        ([[1, 2, 3]], "You gave 1 row of 3 numbers"),
        ("1; 2; 3; 4", "You gave 4 numbers"),
        (7, "You gave 1 number;"),
        ([[[1, 2]]], "You gave lists of lists of lists"),
        ([[[[1]]]], "nested too deeply"),
        ("[[[[1]]]]", "nested too deeply"),
        ("1 2; 3", "The rows do not have the same number of entries."),
        ([1, [2]], "The rows do not have the same number of entries."),
        ("[[1, 2], [3, 4]", "Some brackets are not closed"),
        ("1, 2; 3, q", "In row 2, entry 2: I do not know 'q'."),
        ([[1, 2], [True, 4]], "In row 2, entry 1: Enter a number"),
        ([[1, None], [3, 4]], "In row 1, entry 2: a number is missing."),
        ([[1, 2], ["", 4]], "In row 2, entry 1: a number is missing."),
        ([[1, 2], [math.nan, 4]], "In row 2, entry 1: 'nan' is not a finite number."),
        ("1, 2; 3, 1/0", "In row 2, entry 2: '1/0' is not a finite number."),
        ("0,5 1; 2, 3", "In row 1, entry 2: An operator is missing before '1'."),
        ("0,5; 1,5; 2,5", "A comma separates numbers here; write decimals with a point."),
        ("1," * 2000, "longer than 2000 characters"),
    ],
)
def test_what_is_no_matrix_is_explained(answer, sentence):
    with pytest.raises(Unreadable) as error:
        reading.array(answer, (2, 2))
    assert sentence in str(error.value)


def test_an_empty_entry_in_a_vector_is_missing():
    with pytest.raises(Unreadable, match=r"^In entry 2: a number is missing\.$"):
        reading.array("1,,2", (3,))


def test_a_column_is_no_row():
    with pytest.raises(Unreadable, match="You gave 2 rows of 1 number;"):
        reading.array([[1], [2]], (1, 2))


def test_the_expected_form_is_told_only_if_the_question_tells_it():
    with pytest.raises(Unreadable, match=r"asks for\.$"):
        reading.array("1", (2, 3))
    with pytest.raises(Unreadable, match=r"Give 2 rows of 3 numbers\.$"):
        reading.array("1", (2, 3), "Give 2 rows of 3 numbers.")


@pytest.mark.parametrize(
    "answer",
    [
        "300x3",
        "300×3",
        "300 X 3",
        "300*3",
        "(300,3)",
        "(300, 3,)",
        "[300, 3]",
        "300 3",
        "300 by 3",
        "300.0 x 3",
        "300; 3",
        "shape = (300, 3)",
        [300, 3],
        (300.0, "3"),
        np.array([300, 3]),
    ],
)
def test_a_shape_is_read(answer):
    assert reading.shape(answer) == (300, 3)


@pytest.mark.parametrize(
    ("answer", "shape"), [("(300,)", (300,)), ("300", (300,)), (300, (300,)), ("()", ()), ([], ())]
)
def test_a_shape_may_have_fewer_than_two_sizes(answer, shape):
    assert reading.shape(answer) == shape


@pytest.mark.parametrize(
    ("answer", "odd"),
    [
        ("-3x2", "'-3' is not one."),
        ("2.5x3", "'2.5' is not one."),
        ("(N, K)", "'N' is not one."),
        ("1e3x2", "'1e3' is not one."),
        ("9" * 500, "is not one."),
        ("300x", ""),
        ("", ""),
        (None, ""),
        ([True, 2], ""),
        ([2.5, 1], ""),
        ([-1, 1], ""),
        ([math.nan], ""),
        ([math.inf], ""),
        ([10**5000], ""),
        ([[1, 2]], ""),
    ],
)
def test_what_is_no_shape_is_explained(answer, odd):
    with pytest.raises(Unreadable) as error:
        reading.shape(answer)
    assert str(error.value).startswith("Give the sizes as whole numbers, such as 7x4.")
    assert odd in str(error.value)


def test_a_long_text_is_no_shape():
    with pytest.raises(Unreadable, match="longer than 2000 characters"):
        reading.shape("1," * 2000)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_read_back(value):
    assert reading.number(repr(value)) == value


@settings(deadline=None)
@given(st.lists(st.lists(st.floats(-1e9, 1e9), min_size=3, max_size=3), min_size=2, max_size=4))
def test_every_matrix_is_read_back(rows):
    expected = np.array(rows)
    np.testing.assert_array_equal(reading.array(str(rows), expected.shape), expected)


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=40),
        st.text("[]()0123456789,.;x \n-/", max_size=60),
    ),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)


def _read_or_sentence(read, *arguments):
    try:
        return read(*arguments)
    except Unreadable as error:
        return str(error)


@settings(deadline=None)
@given(ANYTHING)
def test_any_answer_is_a_finite_number_or_a_sentence(answer):
    read = _read_or_sentence(reading.number, answer)
    assert read.endswith((".", "?")) if isinstance(read, str) else math.isfinite(read)


@settings(deadline=None)
@given(ANYTHING, st.sampled_from([(2,), (2, 2), (1, 3), ()]))
def test_any_answer_is_an_array_of_that_shape_or_a_sentence(answer, shape):
    read = _read_or_sentence(reading.array, answer, shape)
    if isinstance(read, str):
        assert read.endswith((".", "?"))
    else:
        assert read.shape == shape
        assert np.isfinite(read).all()


@settings(deadline=None)
@given(ANYTHING)
def test_any_answer_is_a_shape_or_a_sentence(answer):
    read = _read_or_sentence(reading.shape, answer)
    assert read.endswith(".") if isinstance(read, str) else all(size >= 0 for size in read)
