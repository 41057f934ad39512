"""Factors that nobody catalogued, in a whole output or in the parts of one with a penalty."""

import time

import pytest

from exercises.linear_gradient.linear_loss_grads import exercise as linear
from exercises.linear_training.run_gd import exercise as run_gd
from grader.core.diagnosis.parts import parts_of
from grader.core.edits import edited
from grader.core.grade import grade, pose
from grader.core.local import runner
from grader.core.result import EXACT, UNKNOWN
from grader.core.run import Returned
from grader.core.sheet import sheet_of

DATA, PENALTY, BIAS = "X.T @ dU", " + alpha * W", " + alpha * b"


def judged(*edits):
    """The reference with a slip that no mistake of the catalogue makes."""
    answer = edited(linear.reference, edits)
    return grade(linear, pose(linear, "ana"), "(ours)", runner(answer), time.perf_counter)


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([(PENALTY, " + 0.3 * alpha * W")], "but the part of the penalty is the right one times"),
        ([(DATA, "-X.T @ dU"), (PENALTY, " + alpha / N * W")],
         "In dW the data part has the wrong sign, and the part of the penalty is N times too"),
        ([(DATA, "X.T @ dU / 2"), (PENALTY, " + W")],
         "the data part is 2 times too small, and the part of the penalty lacks the factor alpha."),
        ([(DATA, "X.T @ dU / X.shape[1]")],
         "In dW the part of the penalty is right, but the data part is D times too small."),
        ([(DATA, "N * X.T @ dU / X.shape[1]")],
         "In dW the part of the penalty is right, but the data part is divided by D instead of N."),
        ([(PENALTY, " + alpha * W / X.shape[1]")],
         "In dW the data part is right, but the part of the penalty is D times too small."),
        ([("0.5 * alpha", "2 * alpha")],
         "In the loss the data part is right, but the part of the penalty is 4 times too large."),
        ([("picked.mean()", "picked.mean() / N")],
         "In the loss the part of the penalty is right, but the data part is N times too small."),
        ([(PENALTY, " + alpha**2 * W"), (BIAS, " + alpha**2 * b")],
         "In dW and db the data part is right, but the part of the penalty has the factor alpha"),
    ],
)  # fmt: skip
def test_the_wrong_part_of_a_gradient_is_read(edits, words):
    result = judged(*edits)
    assert words in result.feedback
    assert (result.diagnosis.certainty, len(result.diagnosis.mistakes)) == (EXACT, 1)


def test_a_factor_goes_with_a_known_mistake_in_another_output():
    result = judged(("-picked.mean()", "picked.mean()"), (PENALTY, " + 0.3 * alpha * W"))
    assert [m.id for m in result.diagnosis.mistakes] == ["CE-SIGN", "FACTOR"]


@pytest.mark.parametrize(
    "edits",
    [
        [(PENALTY, " + 0.3141592 * alpha * W")],
        [(PENALTY, " + alpha**3 * W")],
        [(PENALTY, " + alpha * W / (1 + N)")],
        [(DATA, "X.T @ dU * np.sqrt(N)")],
        [("0.5 * alpha", "0.5 * alpha**3")],
    ],
)
def test_what_has_no_name_or_two_is_not_named(edits):
    assert judged(*edits).diagnosis.certainty == UNKNOWN


def test_a_reading_must_hold_for_other_numbers_too():
    sheet, slip = sheet_of(linear), edited(linear.reference, ((PENALTY, " + 0.3 * alpha * W"),))
    sample = [Returned(slip(*sheet.calls[i].args)) for i in sheet.probes]
    assert parts_of(linear, sample, "dW")
    sample[-1] = sheet.expected[sheet.proof[-1]]
    assert parts_of(linear, sample, "dW") == ""


def test_where_nothing_decays_there_are_no_parts():
    sheet = sheet_of(run_gd)
    sample = [sheet.expected[i] for i in sheet.probes]
    assert [parts_of(run_gd, sample, name) for name in run_gd.returns] == ["", "", ""]
