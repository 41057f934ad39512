import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.core import points
from grader.core.result import EXACT, GRADED, PARTIAL, UNKNOWN, Check, Diagnosis, Named, Result

WRONG = [Check("values", 0.0, 9.0, False), Check("form", 1.0, 1.0, True)]


def diagnosis(certainty, count):
    return Diagnosis(certainty, tuple(Named(f"M{i}", "…") for i in range(count)))


@pytest.mark.parametrize(
    ("certainty", "count", "total"),
    [(EXACT, 1, 3.6), (EXACT, 2, 1.8), (EXACT, 3, 1.0), (UNKNOWN, 0, 1.0)],
)
def test_a_named_slip_keeps_part_of_the_value_marks(certainty, count, total):
    checks = points.with_floor(WRONG, diagnosis(certainty, count), 9.0)
    assert points.total(checks) == total


def test_the_floor_never_takes_away():
    good = [Check("values", 8.0, 9.0, False), Check("form", 1.0, 1.0, True)]
    assert points.total(points.with_floor(good, diagnosis(EXACT, 1), 9.0)) == 9.0


VALUES, FORM = 9.0, 1.0
earned = st.tuples(st.floats(0, VALUES), st.floats(0, FORM), st.integers(1, 4))


def scored(values, form, certainty, count):
    checks = [Check("values", values, VALUES, False), Check("form", form, FORM, False)]
    return points.total(points.with_floor(checks, diagnosis(certainty, count), VALUES))


@given(earned, st.sampled_from([EXACT, PARTIAL, UNKNOWN]))
def test_a_named_slip_never_costs_more_than_one_that_nobody_knows(found, certainty):
    values, form, count = found
    named, unknown = scored(values, form, certainty, count), scored(values, form, UNKNOWN, 0)
    assert unknown <= named <= VALUES + FORM


@given(earned)
def test_fewer_mistakes_never_cost_more(found):
    values, form, count = found
    assert scored(values, form, EXACT, count) >= scored(values, form, EXACT, count + 1)


def test_without_the_general_case_a_line_earns_nothing():
    assert points.share([False, True, True], [2, 1, 1]) == 0.0
    assert points.share([True, False, True], [2, 1, 1]) == 0.75
    assert points.share([], []) == 0.0


@pytest.mark.parametrize(("exact", "half"), [(0.25, 0.5), (0.24, 0.0), (1.75, 2.0), (2.5, 2.5)])
def test_half_points_round_midpoints_up(exact, half):
    assert points.half_up(exact) == half


@pytest.mark.parametrize(("taken", "left"), [(0, 8.0), (1, 8.0), (2, 7.0), (3, 5.5), (4, 5.5)])
def test_hints_cost_a_part_of_the_points(taken, left):
    assert points.less_hints(graded(8.0), taken).points == left


def test_hints_cost_no_more_than_was_earned():
    less = points.less_hints(graded(1.0), 3)
    assert (less.points, less.checks[-1].points) == (0.0, -1.0)


def graded(earned):
    checks = (Check("values", earned, 10.0, False),)
    return Result("e", "ana", GRADED, earned, 10.0, checks, Diagnosis(), "", 0.0, "1")
