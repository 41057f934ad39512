"""Exercises whose answer is an input: every planted mistake meets a student and can be broken."""

import json

import numpy as np
import pytest

from grader import catalog, grade, pose
from grader.core import inputs
from grader.core.verify import findings
from tests.exercises.oracle import numerical_gradient

IDS = ("break_the_bias", "smallest_counterexample", "fool_the_check")
EXERCISES = [catalog.exercise(id) for id in IDS]
PLANTED = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.mistakes]


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_it_is_sound_optional_and_worth_three_or_four_points(exercise):
    assert findings(exercise) == []
    assert exercise.optional
    assert exercise.points in (3, 4)


@pytest.mark.parametrize("id", IDS)
def test_the_program_of_a_student_is_broken_through_the_front_door(id):
    question, exercise = pose(id, "ana"), catalog.exercise(id)
    mistake = exercise.planted(question)
    answer = exercise.answers[mistake.id]
    for form in (answer, json.dumps(answer), str(answer)):
        result = grade(id, form, "ana")
        assert result.right
        assert mistake.feedback in result.feedback
    nothing = grade(id, exercise.example, "ana")
    assert nothing.points == 0
    assert mistake.feedback not in nothing.feedback


SIZES = {
    "MK-GE": 4,
    "MK-BOTH": 4,
    "MK-ROWS": 6,
    "DB-AXIS1": 6,
    "MK-FIRST": 7,
    "DB-MEAN": 7,
    "DH-NOTRANS": 9,
}


def test_the_smallest_sizes():
    exercise = catalog.exercise("smallest_counterexample")
    sizes = {m.id: inputs.numbers(exercise.answer(m)) for m in exercise.mistakes}
    assert sizes == SIZES


@pytest.mark.parametrize(("exercise", "mistake"), PLANTED)
def test_random_inputs_break_nearly_every_program(exercise, mistake):
    rng = np.random.default_rng(5)
    sizes = {"1": 1, "N": 5, "m": 2, "r": 3, "D": 2, "H": 3, "K": 3}
    given = {
        take.name: rng.integers(0, 3, 5) if take.below else rng.normal(size=shape)
        for take in exercise.takes
        for shape in [[sizes[letter] for letter in take.sizes]]
    }
    given = {name: abs(float(v)) if np.ndim(v) == 0 else v for name, v in given.items()}
    differs = not exercise.shown(mistake, inputs.read(exercise.takes, given)).fault
    assert differs == (mistake.id != "MK-GE")  # only there a kink must be met


def test_the_program_of_the_hidden_layer_is_right():
    exercise = catalog.exercise("smallest_counterexample")
    rng = np.random.default_rng(6)
    X, W1, b1 = rng.normal(size=(5, 2)), rng.normal(size=(2, 4)), rng.normal(size=(1, 4))
    W2, dU = rng.normal(size=(4, 3)), rng.normal(size=(5, 3))

    def weighed():
        return np.sum(np.maximum(X @ W1 + b1, 0) @ W2 * dU)

    dW1, db1 = exercise.reference(X, X @ W1 + b1, W2, dU)
    np.testing.assert_allclose(dW1, numerical_gradient(weighed, W1), atol=1e-8)
    np.testing.assert_allclose(db1, numerical_gradient(weighed, b1), atol=1e-8)
