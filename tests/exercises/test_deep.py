"""Unit O: L layers against the derivative of their loss, and the cost of a gradient."""

import numpy as np
import pytest

from exercises.arguments import layers
from exercises.deep import cost_of_a_gradient, deep_shapes
from exercises.deep.backward import backward
from exercises.deep.forward import forward
from exercises.deep.mlp_grads import mlp_grads
from exercises.deep.output_grads import output_grads
from exercises.linear_optimum import training_loss
from tests.exercises.oracle import along, numerical_gradient, slope

ACTS = {
    "relu": lambda t: t * (t > 0),
    "tanh": np.tanh,
    "sigmoid": lambda t: np.exp(t) / (1 + np.exp(t)),
}
NETWORKS = [(6, (4, 5, 7, 3)), (1, (3, 2)), (5, (2, 6, 4, 3, 5))]


def scores_of(X, params, act):
    """The output of a network with the parameters W1, b1, W2, b2, …"""
    values = X
    for W, b in zip(params[:-2:2], params[1:-2:2], strict=True):
        values = ACTS[act](values @ W + b)
    return values @ params[-2] + params[-1]


def cross_entropy(U, y):
    return training_loss(U, y, np.eye(U.shape[1]), np.zeros((1, U.shape[1])), 0.0)


def network(seed, N, widths, act):
    """X, y, the lists Ws and bs, and all parameters in one list."""
    X, y, Ws, bs, _ = layers(np.random.default_rng(seed), N, widths)
    return X, y, Ws, bs, [p for pair in zip(Ws, bs, strict=True) for p in pair]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("N", "widths"), NETWORKS)
def test_the_gradients_are_the_numerical_derivative_of_the_loss(N, widths, act):
    X, y, Ws, bs, params = network(21, N, widths, act)
    rng = np.random.default_rng(22)
    gradients = [g for pair in zip(*mlp_grads(X, y, Ws, bs, act), strict=True) for g in pair]
    for _ in range(3):
        directions = [rng.normal(size=p.shape) for p in params]
        numerical = along(lambda *p: cross_entropy(scores_of(X, p, act), y), params, directions)
        assert slope(gradients, directions) == pytest.approx(numerical, rel=1e-6, abs=1e-9)
    assert [g.shape for g in gradients] == [p.shape for p in params]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("N", "widths"), NETWORKS)
def test_a_backward_pass_after_a_forward_pass_is_the_numerical_gradient(N, widths, act):
    X, _, Ws, bs, params = network(23, N, widths, act)
    Zs, Os = forward(X, Ws, bs, act)
    dU = np.random.default_rng(24).normal(size=Os[-1].shape)
    dWs, dbs = backward(Zs, Os, Ws, dU, act)
    np.testing.assert_allclose(Os[-1], scores_of(X, params, act))
    for gradient, at in zip([*dWs, *dbs], [*Ws, *bs], strict=True):
        numerical = numerical_gradient(lambda: np.sum(dU * scores_of(X, params, act)), at)
        np.testing.assert_allclose(gradient, numerical, atol=1e-7)


def test_the_gradients_at_the_output_are_numerical_gradients():
    rng = np.random.default_rng(25)
    U, y, Y = rng.normal(size=(5, 4)), rng.integers(0, 4, 5), rng.normal(size=(5, 4))
    ce = numerical_gradient(lambda: cross_entropy(U, y), U)
    mse = numerical_gradient(lambda: np.mean(np.sum((U - Y) ** 2, axis=1)), U)
    np.testing.assert_allclose(output_grads(U, y, "ce"), ce, atol=1e-9)
    np.testing.assert_allclose(output_grads(U, Y, "mse"), mse, atol=1e-9)


class Counted(np.ndarray):
    """An array that counts the multiplications of its matrix products."""

    count = 0

    def __matmul__(self, other):
        Counted.count += self.shape[0] * self.shape[1] * other.shape[1]
        return np.matmul(np.asarray(self), np.asarray(other)).view(Counted)


def test_the_cost_is_what_the_two_passes_multiply():
    X, _, Ws, bs, _ = network(26, 20, (7, 5, 3), "relu")
    X, Ws = X.view(Counted), [W.view(Counted) for W in Ws]
    Counted.count = 0
    Zs, Os = forward(X, Ws, bs, "relu")
    backward(Zs, Os, Ws, np.ones((20, 3)).view(Counted), "relu")
    assert Counted.count == cost_of_a_gradient.products(20, 7, 5, 3)


def test_the_shape_is_that_of_what_layer_2_computes():
    X, _, Ws, bs, _ = network(27, 50, (9, 5, 7, 4), "tanh")
    Zs, _ = forward(X, Ws, bs, "tanh")
    assert Zs[2].shape == deep_shapes.shape(50, 9, 5, 7, 4)
