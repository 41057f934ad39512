"""Scores leave as CSV that another reader reads back byte for byte."""

import csv
import io

import pytest

from grader.gradebook import (
    ExerciseRow,
    attempts_csv,
    long_csv,
    scores,
    wide_csv,
    with_missing,
)
from grader.gradebook.tables import number
from grader.records import Student
from grader.records.store import Records
from tests.records.conftest import new

EXERCISES = (ExerciseRow("softmax", "Stable softmax", 5.0), ExerciseRow("one_hot", "One-hot", 3.0))


@pytest.fixture
def records():
    with Records.open("sqlite://") as opened:
        yield opened


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def long_rows(records, policy="best"):
    return rows(long_csv(scores(records.attempts(), records.students(), EXERCISES, policy)))


def test_the_long_form_has_the_columns_of_the_contract(records):
    records.record(new(2.5, late_seconds=90, grader_version="1.0.0"))
    text = long_csv(scores(records.attempts(), records.students(), EXERCISES))
    head, line, end = text.split("\r\n")
    assert head == (
        "student_key,student_name,email,exercise,attempt,submitted_at,late_seconds,status,score,"
        "max_score,raw_score,penalty,mistakes,certainty,grader_version,content_sha256"
    )
    assert line.startswith(
        "ana,,,softmax,1,2026-11-24T12:00:00Z,90,graded,2.5,5,2.5,0,SM-SUM,exact,1.0.0,"
    )
    assert end == ""


@pytest.mark.parametrize(("policy", "score"), [("best", "4"), ("last", "1"), ("first", "2")])
def test_the_policy_says_which_attempt_counts(records, policy, score):
    for points in (2.0, 4.0, 1.0):
        records.record(new(points))
    (row,) = long_rows(records, policy)
    assert row["score"] == score


def test_what_was_not_judged_counts_for_nothing_but_is_shown(records):
    records.record(new(0.0, status="not_judged"))
    (row,) = long_rows(records)
    assert (row["status"], row["score"]) == ("not_judged", "")
    records.record(new(3.0))
    records.record(new(0.0, status="not_judged"))
    assert [r["score"] for r in long_rows(records, "last")] == ["3"]


def test_missing_is_not_zero(records):
    records.record(new(2.0))
    found = scores(records.attempts(), records.students(), EXERCISES)
    missing = rows(long_csv(with_missing(found, records.students(), EXERCISES)))[1]
    assert (missing["exercise"], missing["status"], missing["score"]) == ("one_hot", "missing", "")


def test_the_wide_form_has_a_column_for_each_exercise_and_a_total(records):
    records.record(new(2.5))
    records.record(new(3.0, exercise="one_hot"))
    records.record(new(1.0, student="bo"))
    found = scores(records.attempts(), records.students(), EXERCISES)
    ana, bo = rows(wide_csv(found, records.students(), EXERCISES))
    assert (ana["softmax"], ana["one_hot"], ana["total"]) == ("2.5", "3", "5.5")
    assert (bo["softmax"], bo["one_hot"], bo["total"]) == ("1", "", "1")


def test_every_attempt_has_its_own_score(records):
    for points in (2.0, 4.0):
        records.record(new(points))
    found = rows(attempts_csv(records.attempts(), records.students()))
    assert [(r["attempt"], r["score"]) for r in found] == [("1", "2"), ("2", "4")]


@pytest.mark.parametrize(
    "text", ["=1+1", "-Smith", "O'Brien", "NA", "a,b", 'a "b"', "a\nb", "a;b", "Łukasz", "000123"]
)
def test_names_and_ids_come_through_byte_for_byte(records, text):
    records.add_students([Student(text, text, email=text)])
    records.record(new(2.0, student=text))
    (row,) = long_rows(records)
    assert (row["student_key"], row["student_name"], row["email"]) == (text, text, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0.0, "0"), (1e-7, "0"), (2.5, "2.5"), (10.0, "10"), (1e6, "1000000")],
)
def test_points_are_written_plainly(value, text):
    assert number(value) == text
