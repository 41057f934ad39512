"""Unit G: a step with weight decay is a step down the gradient of the whole loss."""

import numpy as np
import pytest

from exercises.arguments import linear
from exercises.linear_optimum import training_loss
from exercises.weight_decay.decay_step import decay_step, exercise
from exercises.weight_decay.decay_time import weight
from exercises.weight_decay.weight_decay_factor import new_weight
from tests.exercises.oracle import numerical_gradient
from tests.exercises.programs import judged, named


def test_the_step_follows_the_numerical_gradient():
    X, y, W, b, alpha = linear(np.random.default_rng(5), 8, 4, 3)
    data = [numerical_gradient(lambda: training_loss(X, y, W, b, 0.0), at) for at in (W, b)]
    whole = [numerical_gradient(lambda: training_loss(X, y, W, b, alpha), at) for at in (W, b)]
    new = decay_step(W, b, *data, 0.3, alpha)
    np.testing.assert_allclose(new[0], W - 0.3 * whole[0], atol=1e-9)
    np.testing.assert_allclose(new[1], b - 0.3 * whole[1], atol=1e-9)


def test_the_factor_is_a_step_without_data_gradient():
    W, zero = np.array([[2.5]]), np.zeros((1, 1))
    stepped = decay_step(W, zero, zero, zero, 0.4, 0.3)[0][0, 0]
    assert new_weight(2.5, 0.4, 0.3) == pytest.approx(stepped)


def test_the_decay_time_is_many_steps():
    w = -3.0
    for _ in range(6):
        w = new_weight(w, 0.2, 0.5)
    assert weight(-3.0, 0.2, 0.5, 6) == pytest.approx(w)


@pytest.mark.parametrize(
    ("points", "mistakes", "body"),
    [
        (4, [], "return W - eta * (gW + alpha * W), b - eta * (gb + alpha * b)"),
        (4, [], "k = 1 - eta * alpha; return k * W - eta * gW, k * b - eta * gb"),
        (4, [], "W = W.copy(); W -= eta * (gW + alpha * W); return W, b - eta * (gb + alpha * b)"),
        (2.5, ["G3-NOB"], "return W - eta * (gW + alpha * W), b - eta * gb"),
        (1.5, ["RG-NONE"], "return W - eta * gW, b - eta * gb"),
        (3.5, ["G3-INPLACE/both"],
         "W -= eta * (gW + alpha * W); b -= eta * (gb + alpha * b); return W, b"),
        (1.5, ["G3-AFTER/both"],
         "k = 1 - eta * alpha; W = W - eta * gW; b = b - eta * gb; return k * W, k * b"),
        (0, [], "return W, b"),
    ],
)  # fmt: skip
def test_a_step_earns_what_it_is_worth(points, mistakes, body):
    result = judged(exercise, f"def decay_step(W, b, gW, gb, eta, alpha):\n    {body}")
    assert (result.points, named(result)) == (points, mistakes)
