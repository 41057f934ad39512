import re

import pytest

from grader.core import local
from grader.core.grade import grade, pose
from grader.web import wrong
from grader.web.verdict import verdict
from tests.core import toys
from tests.web.test_pictures import drawn


def test_every_entry_of_an_array_gets_its_sign_and_no_right_number():
    exercise = toys.array()
    question = pose(exercise, "ana")
    total, difference = exercise.right(question.parameters)
    answer = f"{total}, {difference + 1}"
    shown = verdict(question, grade(exercise, question, answer, local.runner(), lambda: 0.0))
    cells = re.findall(r'<td class="(\w+)">.*?([−\d]+)</td>', shown)
    assert cells == [("pass", f"{total:g}"), ("fail", f"{difference + 1:g}".replace("-", "−"))]


def test_a_map_is_a_picture_with_words():
    picture = wrong.maps({"maps": [{"name": "dW", "digits": [[None, 3], [None, 0]]}]})
    assert "dW: 2 of 4 entries are wrong, at row 0 column 1, row 1 column 1" in picture
    assert picture.count("A number in a square says how many digits agree.") == 1
    assert [text.text for text in drawn(picture).findall("{*}text")] == ["dW", "✓", "3", "✓", "✗"]


@pytest.mark.parametrize("columns", [[400], [20, 20], [1, 3, 12, 9]])
def test_all_maps_fit_on_the_page(columns):
    picture = wrong.maps({"maps": [{"name": "dW", "digits": [[0] * n]} for n in columns]})
    assert float(drawn(picture).get("width")) <= 400


def test_the_smallest_case_is_shown_as_it_stands_in_a_program():
    shown = wrong.smallest({"smallest": {"case": "one row", "inputs": "X = np.array([[1.]])"}})
    assert "one row" in shown
    assert "np" in shown


def test_nothing_is_shown_where_nothing_is_known():
    assert wrong.entries(None) == wrong.smallest({}) == wrong.maps({"losses": []}) == ""
