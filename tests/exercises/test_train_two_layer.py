"""Unit K: how the training of the two-layer network is judged."""

import dataclasses
import time

import numpy as np
import pytest

from exercises.outcome import data_loss, two_layers
from exercises.two_layer_training import train_two_layer
from grader.core.edits import composed
from grader.core.grade import grade, pose
from grader.core.kinds.train import Unusable
from grader.core.local import arguments
from grader.sandbox import Sandbox
from tests.exercises.oracle import numerical_gradient
from tests.exercises.programs import judged, named

EXERCISE = train_two_layer.exercise
MISTAKES = EXERCISE.mistakes


def measured(function, seed):
    args = train_two_layer.arguments(seed)
    return train_two_layer.measure(args, function(*arguments(args)), seed)[0]


def test_the_loss_agrees_with_its_numerical_gradient():
    rng = np.random.default_rng(20)
    U, y = rng.normal(size=(6, 3)), rng.integers(0, 3, 6)
    gradient = numerical_gradient(lambda: data_loss(U, y)[0], U)
    np.testing.assert_allclose(data_loss(U, y)[1], gradient, atol=1e-9)


def test_the_forces_are_those_of_the_numerical_gradient():
    rng = np.random.default_rng(21)
    X, y = rng.normal(size=(9, 2)), rng.integers(0, 3, 9)
    W1, b1, W2, b2 = (rng.normal(size=s) for s in ((2, 5), (1, 5), (5, 3), (1, 3)))
    gradient = numerical_gradient(lambda: two_layers(X, y, W1, b1, W2, b2)["loss"], W1)
    found = two_layers(X, y, W1, b1, W2, b2)
    assert found["strength"] == pytest.approx(np.linalg.norm(gradient) / np.linalg.norm(W1))
    assert found["rest of W1"] == pytest.approx(
        -(gradient * W1).sum() / np.linalg.norm(gradient) / np.linalg.norm(W1)
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_reference_learns_every_students_spiral(seed):
    measures = measured(train_two_layer.train_two_layer, seed)
    assert measures["accuracy"] >= 0.97
    assert measures["fresh accuracy"] >= 0.95


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.id)
def test_a_slip_shows_in_the_numbers_of_other_students(mistake):
    wrong = composed(train_two_layer.train_two_layer, (mistake,))
    for seed in range(3):
        measures = measured(wrong, seed)
        assert measures["accuracy"] < 0.85
        assert next(m.id for m in MISTAKES if m.sign(measures)) == mistake.id


W1, b1, W2, b2 = np.ones((2, 5)), np.ones((1, 5)), np.ones((5, 3)), np.ones((1, 3))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "four arrays"),
        ((W1, b1, W2), "four arrays"),
        ((W1.T, b1, W2, b2), "W1 has shape (5, 2); it should be (2, 2)"),
        ((W1, b1[0], W2, b2), "b1 has shape (5,)"),
        ((W1, b1, W2.T, b2), "W2 has shape (3, 5)"),
        ((W1, b1, W2, b2 * np.nan), "b2 contains nan or inf"),
        ((W1.tolist(), b1, W2, b2), "W1 should be a numpy array"),
        ((W1, b1, W2, "b2"), "b2 should be a numpy array"),
        ((np.ones((2, 201)), b1, W2, b2), "201 hidden units"),
        ((np.ones((2, 0)), b1, W2, b2), "0 hidden units"),
    ],
)
def test_what_cannot_be_a_network_is_refused_in_words(value, says):
    with pytest.raises(Unusable) as refusal:
        train_two_layer.measure(train_two_layer.arguments(1), value, 1)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("fifth", "curve"),
    [
        ([3, 2.0], [3, 2]),
        (np.arange(2), [0, 1]),
        ([3.0, np.inf, np.nan, 2.0], [3, 2]),
        ("falling", []),
        ([[1.0]], []),
        (2.0, []),
        (np.array(2.0), []),
        ([10**400], []),
        (np.zeros(10_001), []),
    ],
)
def test_a_list_of_losses_may_come_along(fifth, curve):
    args = train_two_layer.arguments(1)
    picture = train_two_layer.measure(args, (W1, b1, W2, b2, fifth), 1)[1]
    assert picture["losses"] == curve
    assert [np.shape(W) for W, _ in picture["layers"]] == [(2, 5), (5, 3)]


@pytest.mark.parametrize(
    ("sixth", "steps"),
    [
        ([(0, W1, b1, W2, b2), [100, W1, b1, W2, b2]], [0, 100]),
        ([(i, W1, b1, W2, b2) for i in range(1000)], [0, 166, 333, 500, 666, 832, 999]),
        ([(-1, W1, b1, W2, b2), (10**99, W1, b1, W2, b2), (True, W1, b1, W2, b2)], []),
        ([(7, W1, b1, W2, b2), (8, W1 * np.nan, b1, W2, b2), (9, W1), 10, []], [7]),
        ("start", []),
        (W1, []),
    ],
)
def test_networks_from_along_the_way_may_come_along(sixth, steps):
    args = train_two_layer.arguments(1)
    picture = train_two_layer.measure(args, (W1, b1, W2, b2, [], sixth), 1)[1]
    assert [snapshot["step"] for snapshot in picture["snapshots"]] == steps


GRADIENT = """
def two_layer_loss_grads(X, y, W1, b1, W2, b2, alpha):
    Z = X @ W1 + b1
    A = Z * (Z > 0)
    U = A @ W2 + b2
    logp = U - np.logaddexp.reduce(U, axis=1)[:, None]
    squares = sum((p**2).sum() for p in (W1, b1, W2, b2))
    loss = alpha / 2 * squares - logp[np.arange(len(y)), y].mean()
    G = (np.exp(logp) - np.eye(W2.shape[1])[y]) / len(y)
    D = (G @ W2.T) * (Z > 0)
    dW1, db1 = X.T @ D + alpha * W1, D.sum(0, keepdims=True) + alpha * b1
    return loss, dW1, db1, A.T @ G + alpha * W2, G.sum(0, keepdims=True) + alpha * b2
"""
TRAINING = """
def train_two_layer(X, y, K, rng):
    params = [rng.normal(size=s) for s in ((2, 60), (1, 60), (60, K), (1, K))]
    losses = []
    for step in range(800):
        loss, *grads = two_layer_loss_grads(X, y, *params, 0.0005)
        losses.append(loss)
        params = [p - 0.8 * g for p, g in zip(params, grads)]
    return *params, losses
"""


def test_training_in_another_style_earns_everything_and_draws_its_loss():
    result = judged(EXERCISE, GRADIENT + TRAINING)
    assert result.points == 8
    assert len(result.extra["losses"]) == 800
    assert result.extra["losses"][-1] < 0.3


def test_a_wrong_gradient_that_trains_well_loses_its_points():
    wrong = GRADIENT.replace("A.T @ G + alpha", "Z.T @ G + alpha")
    lines = {check.name: check for check in judged(EXERCISE, wrong + TRAINING).checks}
    assert lines["accuracy"].points >= 3
    assert lines["gradient (two_layer_loss_grads)"].points == 0
    assert "full marks in two_layer_loss_grads" in lines["gradient (two_layer_loss_grads)"].message


def test_a_gradient_that_was_right_before_counts():
    source = (GRADIENT + TRAINING).replace("two_layer_loss_grads", "mine")
    assert judged(EXERCISE, source).points == 6
    assert judged(EXERCISE, source, passed=["two_layer_loss_grads"]).points == 8


def test_a_wrong_gradient_that_trains_badly_is_named():
    result = judged(EXERCISE, GRADIENT.replace(" * (Z > 0)", "") + TRAINING)
    assert named(result) == ["K1-LINEAR"]
    assert result.points == 0


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ("while True: pass", "failed", "Look for a loop that does not end"),
        ("return X @ y", "failed", "Line 4 (return X @ y): ValueError"),
        ("return W1", "failed", "NameError"),
        ("return np.full((2, 9), np.inf), X, X, X", "graded", "the training ran away"),
        ("...", "graded", "four arrays"),
    ],
)
def test_training_that_ends_badly_gets_its_sentence(body, status, says):
    source = f"import numpy as np\n\ndef train_two_layer(X, y, K, rng):\n    {body}\n"
    quick = dataclasses.replace(EXERCISE, seconds=1.0)
    with Sandbox() as sandbox:
        result = grade(quick, pose(quick, "ana"), source, sandbox.run, time.perf_counter)
    assert (result.status, result.points) == (status, 0)
    assert says in result.feedback
