"""Unit I: the ReLU and the forward pass, and programs as students write them."""

import numpy as np
import pytest

from exercises.arguments import two_layer
from exercises.two_layer_forward import collapse, forward2, forward_by_hand, relu_pair
from tests.exercises.oracle import numerical_gradient
from tests.exercises.programs import judged, named


def test_the_derivative_of_the_relu_is_the_numerical_one():
    Z = np.random.default_rng(10).normal(size=(6, 4))
    gradient = numerical_gradient(lambda: relu_pair.relu_pair(Z)[0].sum(), Z)
    np.testing.assert_allclose(relu_pair.relu_pair(Z)[1], gradient, atol=1e-9)


def test_two_layers_without_activation_are_the_one_that_collapse_returns():
    X, _, *params, _ = two_layer(np.random.default_rng(11), 9, 4, 6, 3)
    W1, b1, W2, b2 = params
    W, b = collapse.collapse(*params)
    np.testing.assert_allclose(X @ W + b, (X @ W1 + b1) @ W2 + b2)


@pytest.mark.parametrize("seed", range(20))
def test_the_pass_by_hand_is_the_forward_pass(seed):
    drawn = forward_by_hand.exercise.draw(seed)
    x, W1, b1, W2, b2 = (np.atleast_2d(drawn[name]) for name in ("x", "W1", "b1", "W2", "b2"))
    U, Z1, _ = forward2.forward2(x, W1, b1, W2, b2)
    np.testing.assert_allclose(forward_by_hand.exercise.right(drawn), U[0])
    assert (Z1 > 0).sum() == 1


RELUS = [
    (3, [], "return np.where(Z > 0, Z, 0.0), np.where(Z > 0, 1.0, 0.0)"),
    (3, [], "return Z * (Z > 0), Z > 0"),
    (3, [], "H = Z.copy(); H[H < 0] = 0; return H, (H > 0).astype(int)"),
    (2.5, ["MK-GE"], "H = np.maximum(0, Z); return H, np.where(Z < 0, 0.0, 1.0)"),
    (2.5, ["I1-INPLACE"], "D = (Z > 0) * 1.0; Z[Z < 0] = 0; return Z, D"),
    (1.5, ["I1-ORDER"], "H = np.maximum(0, Z); return H, 1.0 * (H >= 0)"),
    (0, [], "return np.zeros_like(Z), np.zeros_like(Z)"),
]


@pytest.mark.parametrize(("points", "mistakes", "body"), RELUS)
def test_a_relu_earns_what_it_is_worth(points, mistakes, body):
    result = judged(relu_pair.exercise, f"def relu_pair(Z):\n    {body}")
    assert (result.points, named(result)) == (points, mistakes)


FORWARDS = [
    (4, [], "Z1 = b1 + np.dot(X, W1); H = Z1.clip(min=0); return np.dot(H, W2) + b2, Z1, H"),
    (4, [], "Z = (W1.T @ X.T).T + b1; H = (Z + abs(Z)) / 2; return H @ W2 + b2, Z, H"),
    (3, ["I2-OVERWRITE"], "Z1 = X @ W1 + b1; Z1[Z1 < 0] = 0; return Z1 @ W2 + b2, Z1, Z1"),
    (1.4, ["FW-NOB1"], "Z1 = X @ W1; H = Z1 * (Z1 > 0); return H @ W2 + b2, Z1, H"),
    (0.7, ["FW-ACTOUT", "I2-FORWARD-ORDER"],
     "Z = X @ W1 + b1; H = Z.clip(0); return Z, H, (H @ W2 + b2).clip(0)"),
]  # fmt: skip


@pytest.mark.parametrize(("points", "mistakes", "body"), FORWARDS)
def test_a_forward_pass_earns_what_it_is_worth(points, mistakes, body):
    result = judged(forward2.exercise, f"def forward2(X, W1, b1, W2, b2):\n    {body}")
    assert (result.points, named(result)) == (points, mistakes)


def test_a_relu_that_is_forgotten_leaves_the_pre_activations_right():
    source = "def forward2(X, W1, b1, W2, b2):\n    Z = X @ W1 + b1\n    return Z @ W2 + b2, Z, Z"
    result = judged(forward2.exercise, source)
    assert named(result) == ["FW-NOACT"]
    assert result.diagnosis.right == ("Z1",)
