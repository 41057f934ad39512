"""Unit J: each piece of the backward pass against the numerical gradient, and the planted lines."""

import numpy as np
import pytest

from exercises.arguments import two_layer
from exercises.linear_optimum import training_loss
from exercises.planted import OUTPUTS, PLANTED, affected, network, wrong_line
from exercises.two_layer_forward.forward2 import forward2
from exercises.two_layer_gradient import backward_by_hand, find_the_mistake
from exercises.two_layer_gradient.hidden_grad import exercise as hidden_exercise
from exercises.two_layer_gradient.hidden_grad import hidden_grad
from exercises.two_layer_gradient.relu_backward import exercise as relu_exercise
from exercises.two_layer_gradient.relu_backward import relu_backward
from exercises.two_layer_gradient.second_layer import exercise as second_exercise
from exercises.two_layer_gradient.second_layer import second_layer
from grader.core.grade import pose
from tests.exercises.oracle import along, numerical_gradient, slope
from tests.exercises.programs import judged, named


def loss_of(X, y, W1, b1, W2, b2, alpha):
    """The loss of the two-layer network, from the loss of its second layer."""
    hidden = forward2(X, W1, b1, W2, b2)[2]
    first = alpha / 2 * (np.sum(W1 * W1) + np.sum(b1 * b1))
    return training_loss(hidden, y, W2, b2, alpha) + first


def score_gradient(U, y):
    zero = np.zeros((1, U.shape[1]))
    at = U.copy()
    return numerical_gradient(lambda: training_loss(at, y, np.eye(U.shape[1]), zero, 0.0), at)


def test_the_pieces_together_give_the_numerical_gradients():
    X, y, W1, b1, W2, b2, alpha = two_layer(np.random.default_rng(12), 7, 4, 6, 3)
    U, Z1, H = forward2(X, W1, b1, W2, b2)
    dU = score_gradient(U, y)
    dW2, db2 = second_layer(H, dU, W2, b2, alpha)
    dZ1 = relu_backward(hidden_grad(dU, W2), Z1)
    dW1, db1 = X.T @ dZ1 + alpha * W1, dZ1.sum(axis=0, keepdims=True) + alpha * b1
    for gradient, at in ((dW1, W1), (db1, b1), (dW2, W2), (db2, b2)):
        numerical = numerical_gradient(lambda: loss_of(X, y, W1, b1, W2, b2, alpha), at)
        np.testing.assert_allclose(gradient, numerical, atol=1e-8)


def test_the_program_to_plant_mistakes_in_is_right():
    rng = np.random.default_rng(13)
    X, y, *params, alpha = two_layer(rng, 8, 3, 5, 4)
    loss, *gradients = network(X, y, *params, alpha)
    directions = [rng.normal(size=p.shape) for p in params]
    numerical = along(lambda *moved: loss_of(X, y, *moved, alpha), params, directions)
    assert loss == pytest.approx(loss_of(X, y, *params, alpha))
    assert slope(gradients, directions) == pytest.approx(numerical, rel=1e-7)


@pytest.mark.parametrize("seed", range(20))
def test_the_pass_by_hand_is_the_numerical_gradient(seed):
    drawn = backward_by_hand.exercise.draw(seed)
    x, z, W2, g = (np.array(drawn[name]) for name in ("x", "z", "W2", "g"))
    W1 = np.zeros((2, 2))
    numerical = numerical_gradient(lambda: np.maximum(x @ W1 + z, 0) @ W2 @ g, W1)
    np.testing.assert_allclose(backward_by_hand.exercise.right(drawn), numerical, atol=1e-9)


SECOND = [
    (3, [], "return H.T.dot(dU) + alpha * W2, np.sum(dU, 0) + alpha * b2"),
    (3, [], "return sum(map(np.outer, H, dU)) + alpha * W2, dU.sum(0)[None] + alpha * b2"),
    (1, ["RG-NONE"], "return H.T @ dU, dU.sum(axis=0, keepdims=True)"),
    (1, ["NM-AGAIN"], "N = len(H); return H.T @ dU / N + alpha * W2, dU.sum(0) / N + alpha * b2"),
]  # fmt: skip
HIDDEN = [
    (3, [], "return np.einsum('nk,hk->nh', dU, W2)"),
    (3, [], "return (W2 @ dU.T).T"),
    (1, ["DH-NOTRANS"], "return np.dot(dU, W2)"),
    (1, ["J2-T"], "return W2 @ dU.T"),
]
RELU = [
    (3, [], "return np.where(Z1 > 0, dH, 0)"),
    (3, [], "d = dH.copy(); d[Z1 <= 0] = 0; return d"),
    (2.5, ["MK-INPLACE"], "dH *= Z1 > 0; return dH"),
    (2.5, ["MK-GE"], "return np.where(Z1 < 0, 0, dH)"),
    (1, ["MK-DH"], "return dH * (dH > 0)"),
    (0, [], "return np.zeros(dH.shape)"),
]
PROGRAMS = [
    *((second_exercise, "second_layer(H, dU, W2, b2, alpha)", *row) for row in SECOND),
    *((hidden_exercise, "hidden_grad(dU, W2)", *row) for row in HIDDEN),
    *((relu_exercise, "relu_backward(dH, Z1)", *row) for row in RELU),
]


@pytest.mark.parametrize(("exercise", "head", "points", "mistakes", "body"), PROGRAMS)
def test_a_piece_earns_what_it_is_worth(exercise, head, points, mistakes, body):
    result = judged(exercise, f"def {head}:\n    {body}")
    assert (result.points, named(result)) == (points, mistakes)


SPOILED = {
    "MK-NONE": (16, "dW1 db1"),
    "DH-DW2": (15, "dW1 db1"),
    "IN-Z": (13, "dW2"),
    "NM-SUM": (12, "dW1 db1 dW2 db2"),
    "DB2-MEAN": (14, "db2"),
    "RG-b1-NONE": (18, "db1"),
    "SM-AXIS0": (7, "loss dW1 db1 dW2 db2"),
}


@pytest.mark.parametrize("mistake", PLANTED, ids=lambda mistake: mistake.id)
def test_a_planted_mistake_spoils_something_in_one_line(mistake):
    line, outputs = SPOILED.get(mistake.id, (wrong_line(mistake), " ".join(affected(mistake))))
    assert wrong_line(mistake) == line
    assert affected(mistake) == set(outputs.split()) <= set(OUTPUTS)
    assert affected(mistake)


def test_every_planted_mistake_meets_some_student_and_says_where_it_is():
    exercise = find_the_mistake.exercise
    questions = [pose(exercise, f"student {number}") for number in range(200)]
    assert {q.parameters["code"] for q in questions} == set(find_the_mistake.PROGRAMS)
    for question in questions:
        true = [o.text for o in exercise.statements(question.parameters) if o.true]
        number, code = true[0].removeprefix("line ").split(": ", 1)
        shown = question.parameters["code"].splitlines()[int(number) - 1]
        assert shown.split(maxsplit=1)[1] == code.strip("`")
