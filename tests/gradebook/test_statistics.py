"""Statistics against numbers computed by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook import ExerciseRow
from grader.gradebook.statistics import causes, correlation, items
from grader.records.store import Records
from tests.records.conftest import new

SOFTMAX, ONE_HOT = ExerciseRow("softmax", "Stable softmax", 5.0), ExerciseRow("one_hot", "One", 5.0)


@pytest.fixture
def records():
    with Records.open("sqlite://") as opened:
        yield opened


def class_of(records, table):
    """Points by student, in softmax attempt by attempt, then in one_hot."""
    for student, (softmax, one_hot) in table.items():
        for points in softmax:
            records.record(new(points, student=student))
        for points in one_hot:
            records.record(new(points, student=student, exercise="one_hot"))
    return items(records.attempts(), [SOFTMAX, ONE_HOT])


def test_an_exercise_against_numbers_by_hand(records):
    table = {"a": ([1, 5], [2]), "b": ([2], [1]), "c": ([3, 2, 3], [3]), "d": ([0], [])}
    softmax, one_hot = class_of(records, table)
    assert (softmax.n, softmax.attempts, softmax.solved) == (4, 7, 1)
    assert softmax.mean == (5 + 2 + 3 + 0) / 4
    assert softmax.difficulty == pytest.approx((1 + 2 + 3 + 0) / 4 / 5)
    # First attempts 1, 2, 3 beside 2, 1, 3: deviations -1, 0, 1 and 0, -1, 1.
    assert softmax.discrimination == pytest.approx(1 / math.sqrt(2 * 2))
    assert (softmax.compared, softmax.few) == (3, True)
    assert one_hot.discrimination == pytest.approx(0.5)


@pytest.mark.parametrize("table", [
    {"a": ([3], [1]), "b": ([3], [2]), "c": ([3], [3])},
    {"a": ([1], [2]), "b": ([2], [2])},
    {"a": ([1], []), "b": ([2], [])},
    {"a": ([1], [2])},
])  # fmt: skip
def test_where_nothing_varies_discrimination_is_not_defined(records, table):
    assert class_of(records, table)[0].discrimination is None


def test_ten_students_are_not_few(records):
    table = {f"s{i}": ([i / 2], [i / 2]) for i in range(10)}
    softmax, _ = class_of(records, table)
    assert (softmax.few, softmax.discrimination) == (False, pytest.approx(1.0))


def test_what_was_not_judged_does_not_count(records):
    records.record(new(0.0, status="not_judged"))
    assert items(records.attempts(), [SOFTMAX]) == []
    records.record(new(5.0))
    (softmax,) = items(records.attempts(), [SOFTMAX])
    assert (softmax.attempts, softmax.difficulty) == (1, 1.0)


def test_causes_tell_first_attempts_from_any(records):
    for student in ("ana", "bo"):
        records.record(new(1.0, student=student))
    records.record(new(1.0, student="cy", mistake="SM-AXIS"))
    records.record(new(1.0, student="cy"))
    found = causes(records.attempts(), [SOFTMAX])
    assert [(c.mistake, c.first, c.ever) for c in found] == [
        ("SM-SUM", ("ana", "bo"), ("ana", "bo", "cy")),
        ("SM-AXIS", ("cy",), ("cy",)),
    ]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=8))
def test_a_correlation_lies_between_minus_one_and_one(pairs):
    found = correlation(pairs)
    assert found is None or -1 - 1e-6 <= found <= 1 + 1e-6
    assert found == correlation([(y, x) for x, y in pairs])
