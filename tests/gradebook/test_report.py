"""The workbook for people: text is text and numbers are numbers, whatever the names are."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook import ExerciseRow, Score
from grader.gradebook.report import workbook
from grader.gradebook.statistics import Cause
from grader.records import Student

SOFTMAX = ExerciseRow("softmax", "Stable softmax", 5.0)


def opened(name, points=2.5, causes=()):
    student = Student(name, name, email=name)
    scores = [Score(student, SOFTMAX, None, points, points)]
    return openpyxl.load_workbook(io.BytesIO(workbook(scores, causes, [student], [SOFTMAX])))


@pytest.mark.parametrize(
    "name", ["=1+1", "-Smith", "+49", "@SUM(A1)", "000123", "1E5", "#N/A", 'a "b"', "a,b", "TRUE"]
)
def test_a_name_is_text_and_points_are_numbers(name):
    key, shown, *_, points, total = opened(name)["scores"][3]
    assert [(c.data_type, c.value) for c in (key, shown)] == [("s", name)] * 2
    assert [(c.data_type, c.value) for c in (points, total)] == [("n", 2.5)] * 2


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_any_name_comes_back(name):
    assert opened(name)["scores"]["B3"].value in (name, name.replace("\ufffe", "\ufffd"))


def test_what_no_workbook_can_hold_is_marked():
    assert opened("a\x00b\udc80")["scores"]["A3"].value == "a\ufffdb?"


def test_missing_points_are_an_empty_cell():
    assert opened("ana", None)["scores"]["E3"].value is None


def test_causes_have_a_sheet_of_their_own():
    cause = Cause("softmax", "SM-SUM", "=Sum over the rows.", ("ana",), ("ana", "bo"))
    head, row = opened("ana", causes=[cause])["causes"].values
    assert head == ("exercise", "mistake", "feedback", "first attempt", "any attempt", "students")
    assert row == ("softmax", "SM-SUM", "=Sum over the rows.", 1, 2, "ana, bo")
