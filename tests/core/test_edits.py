import numpy as np
import pytest

from grader.core.edits import EditError, composed, edited, sketched
from grader.core.exercise import Mistake
from tests.core.toys import scaled

X = np.array([[1.0, 2.0], [3.0, 4.0]])


def test_an_edit_changes_what_the_function_returns():
    wrong = edited(scaled, (("c * X", "c + X"),))
    assert np.array_equal(wrong(X, 2.0)[0], X + 2)


def test_the_reference_itself_stays_as_it_is():
    edited(scaled, (("c * X", "c + X"),))
    assert np.array_equal(scaled(X, 2.0)[0], 2 * X)


@pytest.mark.parametrize("old", ["not there", "X"])
def test_an_edit_must_apply_exactly_once(old):
    with pytest.raises(EditError, match="must occur exactly once"):
        edited(scaled, ((old, "0"),))


def test_an_edit_must_leave_python():
    with pytest.raises(EditError, match="not Python"):
        edited(scaled, (("c * X", "c * * X"),))


def test_lines_are_added_while_the_line_above_is_as_it_was():
    line = "Y = c * X"
    changed = Mistake("A", "", ("c * X", "X"))
    added = Mistake("B", "", (line, f"{line}\n    Y = -Y"))
    assert np.array_equal(composed(scaled, (changed, added))(X, 5.0)[0], -X)


def test_two_mistakes_are_made_together():
    both = (Mistake("A", "", ("c * X", "X")), Mistake("B", "", ("X.sum(", "X.mean(")))
    Y, db = composed(scaled, both)(X, 5.0)
    assert np.array_equal(Y, X)
    assert np.array_equal(db, [[2.0, 3.0]])


def test_mistakes_sketched_together_do_what_the_whole_function_does():
    both = (Mistake("A", "", ("c * X", "X")), Mistake("B", "", ("X.sum(", "X.mean(")))
    Y, db = sketched(scaled, both)(X, 5.0)
    assert np.array_equal(Y, X)
    assert np.array_equal(db, [[2.0, 3.0]])


def test_a_sketch_that_is_not_python_says_so():
    with pytest.raises(EditError, match="not Python"):
        sketched(scaled, (Mistake("A", "", ("c * X", "c * * X")),))
