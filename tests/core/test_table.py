"""Tables filled in by hand: a slip is paid for once, and what comes for nothing earns nothing."""

import pytest

from grader.core.kinds import Entry, Table
from grader.core.verify import findings
from tests.core import toys
from tests.core.test_entered import judged

# a = 3, b = 7 for whoever gets these parameters: 3, 7 → 10, 30, 90, 97.
STEPS = (
    Entry("p", "p", lambda a, b: a + b),
    Entry("q", "q", lambda a, p: a * p),
    Entry("r", "r", lambda a, q: a * q),
    Entry("s", "s", lambda b, r: b + r),
)


def chain(a, b):
    p = a + b
    q = a * p
    r = a * q
    return p, q, r, b + r


def table(**changes):
    fields = {
        "id": "chain",
        "title": "Chain",
        "prompt": "From «a» and «b».",
        "hints": toys.HINTS,
        "draw_parameters": lambda rng: {"a": 3.0, "b": 7.0},
        "reference": chain,
        "entries": STEPS,
        "marks": 3,
    }
    return Table(**(fields | changes))


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("10 30 90 97", 3),
        ("10 30 91 98", 2.25),  # one slip, and what follows from it
        ("11 33 99 106", 2.25),  # the slip is in the first entry
        ("10 31 90 97", 2.25),  # right, though it does not follow from what stands before
        ("11 33 98 105", 1.5),  # two slips
        ("10 30 90 98", 2.25),
        ("0 0 0 7", 0),  # nothing but zeros and what they lead to
        ("10 0 0 7", 0.75),
        ("7 21 63 70", 1.5),  # a copy of b: its direct consequence comes for nothing
        ("10 10 30 37", 1.5),  # a copy of p
        ("1 2 3 4", 0),
    ],
)
def test_an_entry_counts_that_is_right_for_the_earlier_ones(answer, points):
    assert judged(table(), answer).points == points


def test_the_entry_with_the_slip_is_named_and_what_follows_is_told_to_count():
    result = judged(table(), "10 30 91 98")
    assert result.feedback == "r is not right."
    assert "your own earlier entries" in result.checks[3].message


def test_points_of_the_lines_add_up_whatever_their_number():
    checks = judged(table(marks=1.01), "10 30 90 97").checks
    assert sum(check.max_points for check in checks) == pytest.approx(1.01)


def test_steps_that_disagree_with_the_reference_are_found():
    assert not findings(table())
    wrong = (*STEPS[:3], Entry("s", "s", lambda b, r: b - r))
    (found,) = findings(table(entries=wrong))
    assert "the step of s" in str(found)
