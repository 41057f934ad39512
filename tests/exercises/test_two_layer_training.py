"""Unit K: one step of the two-layer network against the numerical gradient."""

import numpy as np
import pytest

from exercises.arguments import two_layer
from exercises.planted import network
from exercises.two_layer_training.step_two_layer import exercise, step_two_layer
from tests.exercises.oracle import numerical_gradient
from tests.exercises.programs import judged, named


def test_the_step_follows_the_numerical_gradient():
    X, y, *params, alpha = two_layer(np.random.default_rng(14), 7, 4, 6, 3)
    new = step_two_layer(tuple(params), X, y, 0.5, alpha)
    for old, stepped in zip(params, new, strict=True):
        gradient = numerical_gradient(lambda: network(X, y, *params, alpha)[0], old)
        np.testing.assert_allclose(stepped, old - 0.5 * gradient, atol=1e-7)


HEAD = """
def step_two_layer(params, X, y, eta, alpha):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    A = Z * (Z > 0)
    E = np.exp(A @ W2 + b2)
    G = (E / E.sum(1, keepdims=True) - np.eye(W2.shape[1])[y]) / len(X)
"""


@pytest.mark.parametrize(
    ("points", "mistakes", "body"),
    [
        (4, [], """
    D = (G @ W2.T) * (Z > 0)
    grads = X.T @ D, D.sum(0), A.T @ G, G.sum(0)
    return tuple(p - eta * (g + alpha * p) for p, g in zip(params, grads))
"""),
        (2, ["DH-UPDATED"], """
    V2 = W2 - eta * (A.T @ G + alpha * W2)
    c2 = b2 - eta * (G.sum(0) + alpha * b2)
    D = (G @ V2.T) * (Z > 0)
    return W1 - eta * (X.T @ D + alpha * W1), b1 - eta * (D.sum(0) + alpha * b1), V2, c2
"""),
        (3, ["K2-INPLACE"], """
    D = (G @ W2.T) * (Z > 0)
    W1 -= eta * (X.T @ D + alpha * W1)
    b1 -= eta * (D.sum(0) + alpha * b1)
    W2 -= eta * (A.T @ G + alpha * W2)
    b2 -= eta * (G.sum(0) + alpha * b2)
    return W1, b1, W2, b2
"""),
        (0, [], """
    return params
"""),
    ],
)  # fmt: skip
def test_a_step_earns_what_it_is_worth(points, mistakes, body):
    result = judged(exercise, HEAD + body)
    assert (result.points, named(result)) == (points, mistakes)
