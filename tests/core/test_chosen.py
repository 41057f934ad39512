"""A number that the student chose is read from what the function returns."""

import math
import time

import numpy as np
import pytest

from exercises.loss.linear_loss import exercise as linear_loss
from exercises.softmax.cross_entropy import exercise as cross_entropy
from exercises.two_layer_gradient.two_layer_loss_grads import exercise as two_layers
from grader.core.diagnosis.chosen import written
from grader.core.exercise import Mistake
from grader.core.grade import grade, pose
from grader.core.local import runner

CLIP = "Keeping the probability away from 0 hides how large the loss is"


def judged(exercise, answer):
    answer.__name__ = exercise.reference.__name__
    return grade(exercise, pose(exercise, "ana"), "(ours)", runner(answer), time.perf_counter)


def named(result):
    assert result.diagnosis.certainty in ("exact", "unknown")
    return [mistake.id.partition("/")[0] for mistake in result.diagnosis.mistakes]


def probabilities(U):
    e = np.exp(U - U.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def picked(U, y):
    return probabilities(U)[np.arange(len(y)), y]


def losses(keep):
    """The cross-entropy of probabilities that are kept away from 0."""
    return lambda U, y: -np.log(keep(picked(U, y))).mean()


KEPT = {
    "at least": lambda p, small: np.maximum(p, small),
    "between": lambda p, small: np.clip(p, small, 1 - small),
    "added": lambda p, small: p + small,
    "in place of 0": lambda p, small: np.where(p == 0, small, p),
}


@pytest.mark.parametrize("how", KEPT)
@pytest.mark.parametrize("small", [3e-7, 2.5e-11, np.finfo(float).tiny, np.exp(-100.0)])
def test_a_small_number_of_the_students_own_is_read(how, small):
    result = judged(cross_entropy, losses(lambda p: KEPT[how](p, small)))
    assert named(result) == ["CE-CLIP"]
    assert CLIP in result.feedback


@pytest.mark.parametrize(
    ("answer", "ids"),
    [
        (lambda U, y: -np.log10(np.maximum(picked(U, y), 7e-9)).mean(), ["CE-CLIP", "CE-LOG10"]),
        (lambda U, y: np.log(picked(U, y) + 2e-6).sum(), ["CE-CLIP", "CE-SIGN", "CE-SUM"]),
        (lambda U, y: -np.log(picked(U, y - 1) + 4e-8).mean(), ["CE-CLIP", "CE-LABEL1"]),
        (
            lambda U, y: -np.log(np.clip(probabilities(U), 5e-9, 1)).sum() / len(y),
            ["CE-CLIP", "CE-ALLCLASSES"],
        ),
    ],
)
def test_it_is_read_beside_other_mistakes(answer, ids):
    assert named(judged(cross_entropy, answer)) == ids


def test_it_is_read_beside_an_overflow():
    def program(U, y):
        e = np.exp(U - U.max())
        p = e / e.sum(axis=1, keepdims=True)
        return -np.log(np.maximum(p[np.arange(len(y)), y], 7e-13)).mean()

    assert named(judged(cross_entropy, program)) == ["SM-GLOBALMAX", "CE-CLIP"]


def test_the_same_number_may_stand_in_two_places():
    def program(U, y):
        P = probabilities(U)
        T = np.eye(U.shape[1])[y]
        return -(T * np.log(P + 3e-9) + (1 - T) * np.log(1 - P + 3e-9)).sum() / len(y)

    assert named(judged(cross_entropy, program)) == ["CE-CLIP", "CE-BINARY"]


def test_nobody_writes_just_any_number():
    program = losses(lambda p: np.maximum(p, 3.14159265e-9))
    assert named(judged(cross_entropy, program)) == []


def test_a_large_number_is_not_taken_for_a_small_one():
    def program(U, y):
        """Always -1: every probability in place of the logarithm of the true one."""
        return -probabilities(U).sum() / len(y)

    assert "CE-CLIP" not in named(judged(cross_entropy, program))


def test_it_is_read_where_the_loss_has_a_penalty():
    def program(X, y, W, b, alpha):
        data = losses(lambda p: np.maximum(p, 6e-10))(X @ W + b, y)
        return data + alpha * ((W**2).sum() + (b**2).sum())

    assert named(judged(linear_loss, program)) == ["CE-CLIP", "PEN-NOHALF"]


def descended(step, X, y, W1, b1, W2, b2, alpha, forget=False):
    """Back through weights that took a step of this length first."""
    Z1 = X @ W1 + b1
    H = np.maximum(Z1, 0)
    U = H @ W2 + b2
    S = U - U.max(axis=1, keepdims=True)
    logp = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    rows = np.arange(len(y))
    squares = sum((p * p).sum() for p in (W1, b1, W2, b2))
    loss = -logp[rows, y].mean() + alpha / 2 * squares
    dU = np.exp(logp)
    dU[rows, y] -= 1
    dU /= len(y)
    dW2 = H.T @ dU + alpha * W2
    db2 = dU.sum(axis=0, keepdims=True) + alpha * b2 * (not forget)
    dZ1 = dU @ (W2 - step * dW2).T * (Z1 > 0)
    dW1 = X.T @ dZ1 + alpha * W1
    return loss, dW1, dZ1.sum(axis=0, keepdims=True) + alpha * b1, dW2, db2


@pytest.mark.parametrize("step", [0.03, 0.25, 2.0])
def test_the_length_of_a_step_is_read(step):
    result = judged(two_layers, lambda *args: descended(step, *args))
    assert named(result) == ["DH-UPDATED"]


def test_two_numbers_are_read():
    def program(X, y, W1, b1, W2, b2, alpha):
        _, *gradients = descended(0.05, X, y, W1, b1, W2, b2, alpha)
        U = np.maximum(X @ W1 + b1, 0) @ W2 + b2
        penalty = alpha / 2 * sum((p * p).sum() for p in (W1, b1, W2, b2))
        data = losses(lambda p: p + 1e-9)(U, y)
        return data + penalty, *gradients

    assert named(judged(two_layers, program)) == ["CE-CLIP", "DH-UPDATED"]


def test_the_length_of_a_step_is_read_beside_a_mistake_elsewhere():
    result = judged(two_layers, lambda *args: descended(0.3, *args, forget=True))
    assert named(result) == ["RG-b2-NONE", "DH-UPDATED"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1e-12, "1e-12"), (0.25, "0.25"), (2.0**-52, "2.0**-52"), (math.exp(-30), "np.exp(-30.0)")],
)
def test_a_number_is_written_as_people_write_it(number, text):
    assert written(number) == text
    assert eval(text, {"np": np}) == pytest.approx(number, rel=1e-12)


@pytest.mark.parametrize("number", [0.0, -1e-9, 1.23456e-7, math.inf, math.nan, 1e6])
def test_some_numbers_nobody_writes(number):
    assert written(number) is None


def test_only_what_was_chosen_is_changed():
    first = Mistake("A", "…", ("x", "x + 0.1"), chosen="0.1")
    second = Mistake("B", "…", ("y", "y + 0.1"))
    assert first.with_number("0.3") == Mistake("A", "…", ("x", "x + 0.3"))
    assert second.with_number("0.3") == second


def test_numbers_too_large_for_single_precision_are_no_trouble(recwarn):
    judged(cross_entropy, lambda U, y: 1e300 * np.sin(U).sum())
    assert not recwarn.list
