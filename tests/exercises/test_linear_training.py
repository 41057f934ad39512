"""Unit H: the minimum that training is measured by, and how training is judged."""

import numpy as np
import pytest

from exercises.arguments import linear
from exercises.linear_optimum import minimum, training_loss
from exercises.linear_training import run_gd, train_linear
from grader.core.edits import composed
from grader.core.kinds.train import Unusable
from grader.core.local import arguments
from tests.exercises.oracle import numerical_gradient
from tests.exercises.programs import judged, named

MISTAKES = train_linear.exercise.mistakes


def measured(function, seed):
    args = train_linear.arguments(seed)
    return train_linear.measure(args, function(*arguments(args)), seed)[0]


def test_the_loss_is_flat_at_the_minimum():
    X, y, *_ = linear(np.random.default_rng(6), 40, 3, 4)
    W, b = minimum(X, y, 4, 0.01)
    for at in (W, b):
        gradient = numerical_gradient(lambda: training_loss(X, y, W, b, 0.01), at)
        np.testing.assert_allclose(gradient, 0, atol=1e-9)


def test_gradient_descent_ends_at_the_minimum():
    X, y, W, b, _ = linear(np.random.default_rng(7), 40, 2, 3)
    end = run_gd.run_gd(X, y, W, b, 0.5, 0.05, 4000)
    np.testing.assert_allclose(np.vstack(end[:2]), np.vstack(minimum(X, y, 3, 0.05)), atol=1e-8)


def test_one_step_follows_the_numerical_gradient():
    X, y, W, b, alpha = linear(np.random.default_rng(8), 9, 4, 3)
    gradients = [numerical_gradient(lambda: training_loss(X, y, W, b, alpha), at) for at in (W, b)]
    new = run_gd.run_gd(X, y, W, b, 0.5, alpha, 1)
    np.testing.assert_allclose(new[0], W - 0.5 * gradients[0], atol=1e-8)
    np.testing.assert_allclose(new[1], b - 0.5 * gradients[1], atol=1e-8)


def test_the_history_is_the_loss_before_each_step():
    X, y, W, b, alpha = linear(np.random.default_rng(9), 9, 4, 3)
    history = run_gd.run_gd(X, y, W, b, 0.5, alpha, 4)[2]
    before = [run_gd.run_gd(X, y, W, b, 0.5, alpha, t)[:2] for t in range(4)]
    np.testing.assert_allclose(history, [training_loss(X, y, *each, alpha) for each in before])


@pytest.mark.parametrize("seed", range(12))
def test_the_reference_comes_close_for_every_student(seed):
    assert measured(train_linear.train_linear, seed)["gap"] < 0.005


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.id)
def test_a_slip_shows_in_the_numbers_of_every_student(mistake):
    wrong = composed(train_linear.train_linear, (mistake,))
    for seed in range(5):
        measures = measured(wrong, seed)
        first = next(m.id for m in MISTAKES if m.sign and m.sign(measures))
        assert measures["gap"] > 0.08
        assert first == mistake.id


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "two arrays"),
        ((np.zeros((2, 3)),), "two arrays"),
        ((np.zeros((3, 2)), np.zeros((1, 3))), "W has shape (3, 2)"),
        ((np.zeros((2, 3)), np.zeros(3)), "b has shape (3,)"),
        ((np.full((2, 3), np.nan), np.zeros((1, 3))), "W contains nan"),
        (([[0.0] * 3] * 2, np.zeros((1, 3))), "W should be a numpy array"),
    ],
)
def test_what_cannot_be_a_classifier_is_refused_in_words(value, says):
    with pytest.raises(Unusable, match=says.replace("(", r"\(").replace(")", r"\)")):
        train_linear.measure(train_linear.arguments(1), value, 1)


def test_training_in_another_style_earns_everything():
    source = """
    def train_linear(X, y, K, alpha, rng):
        W, b = 0.01 * rng.normal(size=(2, K)), np.zeros((1, K))
        T = np.eye(K)[y]
        for step in range(600):
            E = np.exp(X @ W + b)
            G = (E / E.sum(1, keepdims=True) - T) / 300
            W = (1 - 0.8 * alpha) * W - 0.8 * X.T @ G
            b = (1 - 0.8 * alpha) * b - 0.8 * G.sum(0)
        return W, b
    """
    assert judged(train_linear.exercise, source).points == 6


def test_a_loop_that_changes_the_start_values_loses_only_that():
    source = """
    def run_gd(X, y, W0, b0, eta, alpha, steps):
        history, N = np.empty(steps), len(y)
        for t in range(steps):
            U = X @ W0 + b0
            logp = U - np.log(np.exp(U).sum(1, keepdims=True))
            penalty = alpha * (np.sum(W0**2) + np.sum(b0**2)) / 2
            history[t] = penalty - logp[np.arange(N), y].sum() / N
            G = (np.exp(logp) - np.eye(W0.shape[1])[y]) / N
            W0 -= eta * (X.T @ G + alpha * W0)
            b0 -= eta * (G.sum(0) + alpha * b0)
        return W0, b0, history
    """
    result = judged(run_gd.exercise, source)
    assert (result.points, named(result)) == (4, ["H3-ALIAS"])
