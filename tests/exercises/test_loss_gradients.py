"""Unit E: the loss against an independent one, and what a program with it earns."""

import numpy as np
import pytest

from exercises.arguments import linear
from exercises.linear_optimum import training_loss
from exercises.loss.linear_loss import exercise, linear_loss
from exercises.loss.penalty_derivative import factor, penalty_gradient
from exercises.loss.penalty_value import penalty
from tests.exercises.programs import judged, named


@pytest.mark.parametrize("scale", [1.0, 600.0])
def test_the_loss_agrees_with_logaddexp(scale):
    arguments = linear(np.random.default_rng(3), 9, 4, 5, scale=scale)
    assert linear_loss(*arguments) == pytest.approx(training_loss(*arguments), rel=1e-12)


def test_the_penalty_is_what_alpha_adds_to_the_loss():
    X, y, W, b, alpha = linear(np.random.default_rng(4), 6, 3, 2)
    added = linear_loss(X, y, W, b, alpha) - linear_loss(X, y, W, b, 0.0)
    assert penalty(W, b, alpha) == pytest.approx(added)


def test_the_penalty_gradient_is_the_complex_step():
    c, w, h = 0.7, -1.3, 1e-30
    assert penalty_gradient(c, w) == pytest.approx((c * (w + 1j * h) ** 2).imag / h)


def test_the_factor_makes_the_gradient_alpha_w():
    assert penalty_gradient(factor(0.3), 2.5) == pytest.approx(0.3 * 2.5)


PROGRAMS = {
    "a loop over the examples": (
        5,
        [],
        """
        def linear_loss(X, y, W, b, alpha):
            total = 0.0
            for x, k in zip(X, y):
                u = x @ W + b[0]
                top = u.max()
                total += top + np.log(np.exp(u - top).sum()) - u[k]
            return total / len(y) + alpha / 2 * ((W ** 2).sum() + (b ** 2).sum())
        """,
    ),
    "without the biases": (
        3,
        ["PEN-NOB"],
        """
        def linear_loss(X, y, W, b, alpha):
            u = X @ W + b
            data = (np.logaddexp.reduce(u, 1) - u[range(len(y)), y]).mean()
            return data + alpha / 2 * (W**2).sum()
        """,
    ),
    "the textbook softmax, twice the penalty": (
        2,
        ["SM-UNSTABLE", "PEN-NOHALF"],
        """
        def linear_loss(X, y, W, b, alpha):
            E = np.exp(X @ W + b)
            logp = np.log(E[np.arange(len(y)), y]) - np.log(E.sum(axis=1))
            return -logp.mean() + alpha * (np.sum(W**2) + np.sum(b**2))
        """,
    ),
    "only the data loss": (
        3,
        ["PEN-NONE"],
        """
        def linear_loss(X, y, W, b, alpha):
            u = X @ W + b
            return np.mean(np.logaddexp.reduce(u, 1) - u[np.arange(len(y)), y])
        """,
    ),
    "shapes that would fill the memory if they were subtracted": (
        0,
        [],
        """
        def linear_loss(X, y, W, b, alpha):
            return np.zeros((100000, 1) if alpha else (1, 100000))
        """,
    ),
}


@pytest.mark.parametrize(("points", "mistakes", "source"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_loss_earns_what_it_is_worth(points, mistakes, source):
    result = judged(exercise, source)
    assert (result.points, named(result)) == (points, mistakes)


def test_a_missing_penalty_is_not_praised():
    result = judged(exercise, PROGRAMS["only the data loss"][2])
    assert result.diagnosis.right == ()
