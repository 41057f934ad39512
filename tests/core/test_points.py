import pytest

from grader.core import points
from grader.core.result import EXACT, UNKNOWN, Check, Diagnosis, Named

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


def test_without_the_general_case_a_line_earns_nothing():
    assert points.share([False, True, True], [2, 1, 1]) == 0.0
    assert points.share([True, False, True], [2, 1, 1]) == 0.75
    assert points.share([], []) == 0.0


@pytest.mark.parametrize(("exact", "half"), [(0.25, 0.5), (0.24, 0.0), (1.75, 2.0), (2.5, 2.5)])
def test_half_points_round_midpoints_up(exact, half):
    assert points.half_up(exact) == half
