"""How a function exercise is judged, line by line, with functions of our own as answers."""

import json
import time

import numpy as np
import pytest

from grader.core.exercise import Case, Part
from grader.core.grade import grade, pose
from grader.core.local import runner
from grader.core.run import FINISHED, NO_FUNCTION, SYNTAX, TIME, UNAVAILABLE, Outcome, Raised
from tests.core import toys


def judged(answer, exercise=None):
    exercise = exercise or toys.function()
    answer.__name__ = "scaled"
    return grade(exercise, pose(exercise, "ana"), "(ours)", runner(answer), time.perf_counter)


def points_of(result):
    return {check.name: check.points for check in result.checks}


def right(X, c):
    return X * c, np.sum(X, axis=0)[None]


def no_factor(X, c):
    return X, X.sum(axis=0, keepdims=True)


def test_another_style_of_the_right_function_earns_everything():
    result = judged(right)
    assert result.right
    assert result.feedback == "Everything is right."
    assert result.diagnosis.right == ("Y", "db")


def test_one_wrong_output_leaves_the_other_its_marks():
    result = judged(no_factor)
    assert points_of(result)["db"] == 1
    assert points_of(result)["Y"] == 0
    assert [m.id for m in result.diagnosis.mistakes] == ["NO-C"]


def test_feedback_says_first_what_is_right():
    assert judged(no_factor).feedback == "db is right. c is missing."


def test_two_mistakes_at_once_are_both_named():
    result = judged(lambda X, c: (X, X.mean(axis=0, keepdims=True)))
    assert [m.id for m in result.diagnosis.mistakes] == ["NO-C", "MEAN"]
    assert result.diagnosis.certainty == "exact"


def test_a_wrong_function_that_nobody_foresaw_is_not_accused():
    result = judged(lambda X, c: (c * X + 1, X.sum(axis=0, keepdims=True)))
    assert result.diagnosis.certainty == "unknown"
    assert result.diagnosis.mistakes == ()
    assert "Y: no entry is right" in result.feedback


def test_changed_inputs_cost_only_the_form_line():
    def in_place(X, c):
        db = X.sum(axis=0, keepdims=True)
        X *= c
        return X, db

    result = judged(in_place)
    assert points_of(result) == {"Y": 2, "db": 1, "inputs unchanged": 0}
    assert "changes its argument X" in result.checks[2].message


def test_state_between_calls_costs_the_form_line():
    calls = []

    def remembers(X, c):
        calls.append(X)
        return c * X + (len(calls) > 2), X.sum(axis=0, keepdims=True)

    result = judged(remembers)
    assert points_of(result)["inputs unchanged"] == 0


def test_a_run_that_ends_early_is_not_accused_of_keeping_state():
    def cut(job):
        return Outcome(TIME, runner(toys.scaled)(job).results[:2], message="Too long.")

    exercise = toys.function()
    result = grade(exercise, pose(exercise, "ana"), "(ours)", cut, time.perf_counter)
    assert points_of(result) == {"Y": 2, "db": 1, "inputs unchanged": 0}
    assert "not tried" in result.checks[-1].message


def test_a_flat_bias_gradient_keeps_its_value_marks():
    result = judged(lambda X, c: (c * X, X.sum(axis=0)))
    assert points_of(result) == {"Y": 2, "db": 1, "inputs unchanged": 0}
    assert [m.id for m in result.diagnosis.mistakes] == ["SHAPE"]


def test_zeros_earn_nothing_not_even_for_manners():
    result = judged(lambda X, c: (np.zeros_like(X), np.zeros((1, X.shape[1]))))
    assert result.points == 0


def test_one_result_instead_of_two():
    result = judged(lambda X, c: c * X)
    assert result.points == 0
    assert "it should return Y, db" in result.feedback


def test_an_exception_is_told_with_its_words():
    def fails(X, c):
        raise ValueError("shapes do not fit")

    result = judged(fails)
    assert result.status == "failed"
    assert "ValueError: shapes do not fit" in result.feedback


def test_an_error_without_words_and_one_with_a_question_end_as_sentences_do():
    def asserting(X, c):
        raise AssertionError

    def swapped(X, c):
        return X @ X, c

    assert judged(asserting).feedback == "AssertionError."
    assert judged(swapped).feedback.endswith("in the wrong order?")


def test_what_a_driver_says_is_told_as_it_stands():
    driver = "lambda f, *a: (_ for _ in ()).throw(ValueError('return two lists'))"
    exercise = toys.function(driver=driver, reference=right, mistakes=(), standard=())
    outcome = Outcome(FINISHED, (Raised("ValueError", "return two lists"),) * 2)
    result = grade(exercise, pose(exercise), "(ours)", lambda job: outcome, lambda: 0.0)
    assert result.feedback == "Return two lists."


@pytest.mark.parametrize(
    ("returned", "sentence"),
    [
        ((1.0, 2.0), "Y is a single number; it should have shape (4, 3)."),
        (((np.ones(3), 1.0), 2.0), "Y is a tuple of length 2; it should be an array."),
        (np.ones(3), "Your function returns an array; it should return Y, db."),
        ((np.ones(3),), "Your function returns 1 result; it should return Y, db."),
        ((np.complex128(1j), 2.0), "Y is a complex number; it should be an array of real numbers."),
    ],
)
def test_another_kind_of_result_is_named(returned, sentence):
    assert judged(lambda X, c: returned).feedback == f"{sentence} (case: general)"


def test_results_in_another_order_are_told_so():
    result = judged(lambda X, c: right(X, c)[::-1])
    assert result.points == 0
    assert result.feedback == "Your results come in another order than Y, db. (case: general)"


def test_a_list_costs_the_form_line_only_whatever_a_view_makes_of_it():
    view = Case("sums", (np.ones((2, 2)), 2.0), lines=("Y",), view=lambda pair: pair[0].sum())
    exercise = toys.function(cases=lambda rng: [*toys.scaled_cases(rng), view])
    result = judged(lambda X, c: (right(X, c)[0].tolist(), right(X, c)[1]), exercise)
    assert points_of(result) == {"Y": 2, "db": 1, "inputs unchanged": 0}


def test_results_that_fit_no_view_are_named_as_well():
    view = Case("sums", (np.ones((2, 2)), 2.0), lines=("Y",), view=lambda pair: pair[0].sum())
    exercise = toys.function(cases=lambda rng: [*toys.scaled_cases(rng)[:1], view])
    checks = judged(lambda X, c: None, exercise).checks
    assert all(
        "returns None" in check.message for check in checks if check.name != "inputs unchanged"
    )


def test_only_the_edge_case_wrong_keeps_the_general_case():
    def drops_single_rows(X, c):
        return (c * X if len(X) > 1 else X), X.sum(axis=0, keepdims=True)

    assert points_of(judged(drops_single_rows))["Y"] == 1.5


def test_a_view_compares_what_is_derived_from_several_calls():
    def cases(rng):
        X = rng.normal(size=(4, 3))
        linear = Case(
            "c doubled", (X, 1.0), view=lambda a, b: b[0] - 2 * a[0], more=((X, 2.0),),
            lines=("linear in c",),
        )  # fmt: skip
        return [Case("general", (X, 2.5)), linear]

    rubric = (Part("Y", 2), Part("linear in c", 1), Part("manners", 1, form=True))
    exercise = toys.function(cases=cases, rubric=rubric, mistakes=())
    assert judged(right, exercise).right
    shifted = judged(lambda X, c: (c * X + 1, X.sum(axis=0, keepdims=True)), exercise)
    assert points_of(shifted)["linear in c"] == 0


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome(SYNTAX, message="Line 3 is not Python."), "unreadable"),
        (Outcome(NO_FUNCTION, message="There is no function scaled."), "unreadable"),
        (Outcome(TIME, message="Your program ran too long."), "failed"),
        (Outcome(UNAVAILABLE, message="The sandbox did not answer."), "not_judged"),
        (Outcome(FINISHED, (Raised("TypeError", "no"),) * 6), "failed"),
    ],
)
def test_what_ends_a_run_becomes_a_status(outcome, status):
    exercise = toys.function()
    result = grade(exercise, pose(exercise), "x = 1", lambda job: outcome, time.perf_counter)
    assert result.status == status
    assert result.points == 0
    assert (outcome.message or "TypeError") in result.feedback


@pytest.mark.parametrize("answer", [None, "", "   ", 7, ["def f(): ..."], "x" * 300_000])
def test_what_is_no_program_is_unreadable(answer):
    exercise = toys.function()
    result = grade(exercise, pose(exercise), answer, runner(), time.perf_counter)
    assert result.status == "unreadable"
    assert result.feedback


@pytest.mark.parametrize("first", ["cells", "metadata", "nbformat"])
def test_the_file_of_a_notebook_is_told_apart(first):
    exercise = toys.function()
    notebook = json.dumps({first: None, "cells": [{"execution_count": None}]}, indent=1)
    result = grade(exercise, pose(exercise), notebook, runner(), time.perf_counter)
    assert "file of a whole notebook" in result.feedback
