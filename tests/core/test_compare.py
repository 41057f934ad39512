import tracemalloc

import numpy as np
import pytest

from grader.core.compare import Tolerance, compared

EXACT = np.array([[1.0, 2.0], [3.0, 4.0]])


def test_equal_arrays_do_not_differ():
    assert compared("dW", EXACT, EXACT + 1e-9).values is None


@pytest.mark.parametrize(
    ("observed", "kind", "words"),
    [
        (None, "type", "is a return missing?"),
        ("text", "type", "a text"),
        (EXACT + 1j, "type", "complex"),
        (EXACT.ravel(), "shape", "dW has shape (4,); it should be (2, 2)."),
        (EXACT[None], "shape", "(1, 2, 2)"),
        (EXACT * np.nan, "finite", "nan or inf"),
        (EXACT * np.inf, "finite", "nan or inf"),
        (EXACT + np.array([[0, 0], [1, 0]]), "value", "1 of 4 entries are wrong, all in row 1"),
        (EXACT.T, "value", "2 of 4 entries are wrong"),
        (-EXACT, "value", "no entry is right"),
        (EXACT * (1 + 1e-4), "value", "agrees to 4 digits"),
    ],
)
def test_the_first_difference_is_named(observed, kind, words):
    difference = compared("dW", EXACT, observed).values
    assert difference.kind == kind
    assert words in difference.message


def test_a_number_is_not_an_array_of_one():
    assert compared("loss", 1.0, np.array([1.0])).values.kind == "shape"
    assert compared("loss", 1.0, np.float32(1.0)).values is None


def test_nan_never_equals_not_even_nan():
    assert compared("x", np.array([1.0, 2.0]), np.array([1.0, np.nan])).values.kind == "finite"


def test_shapes_are_compared_before_numpy_could_broadcast():
    assert compared("dW", np.ones((1, 3)), np.ones(3)).values.kind == "shape"


def test_a_flat_bias_gradient_keeps_its_values_and_loses_its_form():
    comparison = compared("db1", np.ones((1, 3)), np.ones(3))
    assert comparison.values is None
    assert "(3,)" in comparison.form


def test_a_flat_bias_gradient_with_wrong_values_is_wrong():
    assert compared("db", np.ones((1, 3)), np.zeros(3)).values.kind == "value"


def test_a_list_in_place_of_an_array_is_a_fault_of_form():
    comparison = compared("dW", EXACT, EXACT.tolist())
    assert comparison.values is None
    assert "list" in comparison.form


def test_a_ragged_list_is_no_array():
    assert compared("dW", EXACT, [[1.0, 2.0], [3.0]]).values.kind == "type"


def test_lists_of_arrays_are_compared_entry_by_entry():
    assert compared("dWs", [EXACT, EXACT], [EXACT]).values.kind == "count"
    assert "dWs[1]" in compared("dWs", [EXACT, EXACT], [EXACT, -EXACT]).values.message


def test_dicts_need_the_same_keys():
    assert compared("errors", {"W": 1.0}, {"b": 1.0}).values.kind == "count"
    assert compared("errors", {"W": 1.0}, {"W": 2.0}).values.kind == "value"


def test_none_must_stay_none():
    assert compared("Zs", [None, EXACT], [None, EXACT]).values is None
    assert compared("Zs", [None, EXACT], [EXACT, EXACT]).values is not None


def test_a_huge_integer_is_no_number_of_ours():
    assert compared("loss", 1.0, 10**400).values.kind == "type"


def test_the_tolerance_is_relative_to_the_largest_entry():
    big = np.array([1000.0, 0.0])
    near = big + np.array([0, 5e-4])
    assert compared("x", big, near).values is None
    assert compared("x", big, near, Tolerance(1e-8, 0.0)).values is not None


def test_a_list_with_a_long_text_is_never_made_an_array():
    texts = ["x" * 10_000] + [""] * 1000
    tracemalloc.start()
    difference = compared("dW", EXACT, texts).values
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert difference.message == "dW is a list; it should be an array of real numbers."
    assert peak < np.array(texts).nbytes / 100


def test_numbers_written_as_texts_are_no_numbers():
    assert compared("dW", EXACT, EXACT.astype(str).tolist()).values.kind == "type"
