"""Answers that were graded wrongly are graded again, on the numbers that their students had."""

import csv
import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader import __version__, facade, pose
from grader.batch.executors import Executors
from grader.batch.regrade import NO_LONGER_FITS, keeping_higher, new_attempts, regraded, why
from grader.records import NewAttempt, Records
from tests.records.conftest import NOON

FORMULA = "layer_parameters"
RIGHT, NO_BIAS = "m*r + r", "m*r"


def as_it_was(exercise, answer, student="ana", parameters=None, **then):
    """A recorded answer with today's result, but for what an older grader said of it."""
    question = pose(exercise, student)
    result = facade.grade(exercise, answer, student).as_dict()
    return NewAttempt(
        student=student, exercise=exercise, answer=answer, submitted_at=NOON, source="batch",
        parameters=parameters or question.parameters, result=result | then,
        external_ref="a.zip/ana", content_version="old", late_seconds=60, hints_used=1,
    )  # fmt: skip


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'x.db'}"


@pytest.fixture
def records(url):
    with Records.open(url) as opened:
        yield opened


def again(records, *only):
    return regraded(records, Executors(lambda: ThreadPoolExecutor(1), lambda: 1), only)


NOTHING = {"certainty": "unknown", "mistakes": [], "right": []}
HARSH = {"points": 0.0, "diagnosis": NOTHING, "feedback": "It is wrong."}


def test_what_came_out_as_before_is_no_difference(records):
    records.record_all([as_it_was(FORMULA, RIGHT), as_it_was(FORMULA, NO_BIAS)])
    assert (again(records).count, again(records).different) == (2, [])


def test_hints_still_cost_what_they_cost_then(records):
    records.record(dataclasses.replace(as_it_was(FORMULA, RIGHT, points=2.7), hints_used=2))
    assert again(records).different == []


def test_what_changed_is_told_with_the_reason(records):
    records.record(as_it_was(FORMULA, NO_BIAS, **HARSH))
    (one,) = again(records).different
    assert (one.attempt.points, one.change) == (0.0, 1.2)
    reason = "mistakes: none → A3-NOBIAS, certainty: unknown → exact, feedback: reworded"
    assert why(one) == reason


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        ({"status": "failed"}, "status: failed → graded"),
        ({"max_points": 4.0}, "worth: 4 → 3"),
        ({"points": 1.0}, "points of the checks"),
        ({"feedback": "Fine."}, "feedback: reworded"),
    ],
)
def test_a_single_change_is_told(records, then, reason):
    records.record(as_it_was(FORMULA, RIGHT, **then))
    assert [why(one) for one in again(records).different] == [reason]


def test_the_new_attempt_is_the_students_in_all_but_the_result(records):
    old = records.record(as_it_was(FORMULA, NO_BIAS, **HARSH, grader_version="0.0"))
    ((before, new),) = new_attempts(again(records).different)
    fresh = records.record(new)
    assert before == old
    assert (fresh.source, fresh.points, fresh.grader_version) == ("regrade", 1.2, __version__)
    for same in ("submitted_at", "answer", "external_ref", "late_seconds", "hints_used"):
        assert getattr(fresh, same) == getattr(old, same)


def test_an_answer_is_judged_by_the_stored_numbers_whatever_is_drawn_today(records):
    parameters = pose("digit_loss_value", "somebody else").parameters
    u, y = parameters["u"], parameters["y"]
    records.record(as_it_was("digit_loss_value", f"-ln({u[y]})", "ana", parameters, **HARSH))
    (one,) = again(records).different
    assert one.result.points == one.result.max_points


def test_only_some_exercises_are_graded_again(records):
    records.record(as_it_was(FORMULA, RIGHT, **HARSH))
    assert again(records, "score_shapes").count == 0


def test_an_exercise_that_is_no_more_is_left_alone(records):
    gone = as_it_was(FORMULA, RIGHT)
    records.record(NewAttempt(**(vars(gone) | {"exercise": "no_more"})))
    found = again(records)
    assert (found.count, found.gone, found.different) == (0, {"no_more"}, [])


def test_a_question_that_no_longer_fits_takes_nothing_away(records):
    records.record(as_it_was("digit_loss_value", "1", parameters={"other": 1}))
    (one,) = again(records).different
    assert (one.trouble, one.change) == (NO_LONGER_FITS, 0.0)
    assert new_attempts([one]) == []


def test_higher_scores_can_be_kept(records):
    records.record(as_it_was(FORMULA, RIGHT, points=0.0))
    records.record(as_it_was(FORMULA, NO_BIAS, points=3.0))
    assert [one.change for one in again(records).different] == [3.0, pytest.approx(-1.8)]
    assert [one.change for one in keeping_higher(again(records).different)] == [3.0]


def diff(tmp_path):
    with (tmp_path / "diff.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def regrade(grader, records):
    """`regrade(…)` runs the command on an answer that an older grader was too kind to."""
    records.record(as_it_was(FORMULA, NO_BIAS, points=3.0))

    def run(*options):
        ended = grader("regrade", "--db", "x.db", *options)
        assert ended.code == 0, ended.err
        return ended.out

    return run


def test_the_command_writes_a_diff_and_records_it_until_it_is_undone(regrade, records, tmp_path):
    said = regrade("--out", "diff.csv")
    assert "1 answer graded again, 1 differ." in said
    assert diff(tmp_path) == [
        {"student": "ana", "exercise": FORMULA, "attempt": "1", "old": "3", "new": "1.2",
         "change": "-1.8", "why": "points of the checks"}
    ]  # fmt: skip
    assert [attempt.points for attempt in records.attempts()] == [1.2]
    assert "regrade --undo 1" in said
    assert "attempts that count as before it: 1" in regrade("--undo", "1")
    assert [attempt.points for attempt in records.attempts()] == [3.0]


@pytest.mark.parametrize("option", ["--dry-run", "--keep-higher"])
def test_the_command_records_nothing_if_so_asked(regrade, records, tmp_path, option):
    assert "Nothing was recorded." in regrade("--out", "diff.csv", option)
    assert diff(tmp_path)[0]["new"] == "1.2"
    assert [attempt.points for attempt in records.every_attempt("ana")] == [3.0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say with --out where"),
        (["--undo", "7"], "There is no regrade 7."),
        (["--out", "d.csv", "--exercise", "nosuch"], "There is no exercise 'nosuch'"),
    ],
)
def test_wrong_use_is_told(grader, arguments, sentence):
    ended = grader("regrade", "--db", "x.db", *arguments)
    assert ended.code == 2
    assert sentence in ended.err
