"""Is every reference gradient that of PyTorch's autograd, in float64?"""

import numpy as np
import pytest

from exercises.arguments import layers, linear, scores, two_layer, two_layer_kink
from exercises.deep.backward import backward
from exercises.deep.forward import forward
from exercises.deep.mlp_grads import mlp_grads
from exercises.deep.output_grads import output_grads
from exercises.linear_chain import three_layer_claims
from exercises.linear_chain.chain_grads import chain_grads
from exercises.linear_gradient.affine_grads import affine_grads
from exercises.linear_gradient.dscores import dscores
from exercises.linear_gradient.linear_loss_grads import linear_loss_grads
from exercises.linear_optimum import data_gradient
from exercises.one_dimension import two_layer_claims
from exercises.one_dimension.grads_1d import grads_1d
from exercises.planted import network
from exercises.recursion.chain_backprop import chain_backprop
from exercises.recursion.fill_the_table import passes
from exercises.two_layer_forward.relu_pair import relu_pair
from exercises.two_layer_gradient.hidden_grad import hidden_grad
from exercises.two_layer_gradient.relu_backward import relu_backward
from exercises.two_layer_gradient.second_layer import second_layer
from exercises.two_layer_gradient.smallest_counterexample import hidden_grads
from exercises.two_layer_gradient.two_layer_loss_grads import two_layer_loss_grads

torch = pytest.importorskip(
    "torch", reason="PyTorch is not installed; `pip install torch` compares with its autograd"
)

SIGMA = {
    "linear": lambda z: z,
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
}
HIDDEN = ("relu", "tanh", "sigmoid")
KINK = np.array([[-2.0, 0.0, 1.5], [0.0, 3.0, -1.0]])


def autograd(loss, *at):
    """The value of loss(*at), and its gradient with respect to every argument."""
    tensors = [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in at]
    value = loss(*tensors)
    value.backward()
    return value.item(), [tensor.grad.numpy() for tensor in tensors]


def cross_entropy(U, y):
    return torch.nn.functional.cross_entropy(U, torch.tensor(y))


def penalty(alpha, *params):
    return alpha / 2 * sum((p**2).sum() for p in params)


def agree(ours, theirs):
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-12)
        assert np.shape(a) == np.shape(b)


def two_layer_loss(y, alpha):
    def loss(X, W1, b1, W2, b2):
        U = torch.relu(X @ W1 + b1) @ W2 + b2
        return cross_entropy(U, y) + penalty(alpha, W1, b1, W2, b2)

    return loss


def deep_loss(y, act, L):
    def loss(X, *params):
        for i, (W, b) in enumerate(zip(params[:L], params[L:], strict=True), 1):
            X = X @ W + b
            X = SIGMA[act](X) if i < L else X
        return cross_entropy(X, y)

    return loss


@pytest.mark.parametrize("scale", [1.5, 1000.0])
def test_dscores(scale):
    U, y = scores(np.random.default_rng(1), 7, 3, scale)
    agree([dscores(U, y)], autograd(lambda U: cross_entropy(U, y), U)[1])


def test_affine_grads():
    rng = np.random.default_rng(2)
    A, W, b, dZ = (rng.normal(size=size) for size in ((7, 4), (4, 3), (1, 3), (7, 3)))
    theirs = autograd(lambda W, b: ((torch.tensor(A) @ W + b) * torch.tensor(dZ)).sum(), W, b)[1]
    agree(affine_grads(A, dZ), theirs)


@pytest.mark.parametrize("scale", [1.0, 300.0])
def test_linear_loss_grads(scale):
    X, y, W, b, alpha = linear(np.random.default_rng(3), 8, 4, 3, scale=scale)
    value, theirs = autograd(
        lambda X, W, b: cross_entropy(X @ W + b, y) + penalty(alpha, W, b), X, W, b
    )
    loss, dW, db = linear_loss_grads(X, y, W, b, alpha)
    assert loss == pytest.approx(value)
    agree([dW, db], theirs[1:])


def test_the_gradient_that_finds_the_minimum():
    X, y, W, _, _ = linear(np.random.default_rng(4), 8, 4, 3)
    theirs = autograd(lambda W: cross_entropy(torch.tensor(X) @ W, y), W)[1]
    agree(data_gradient(X, y, W)[1:], theirs)


@pytest.mark.parametrize("reference", [two_layer_loss_grads, network])
@pytest.mark.parametrize(
    "given", [two_layer(np.random.default_rng(5), 7, 4, 6, 3), two_layer_kink()]
)
def test_two_layer_loss_grads(reference, given):
    X, y, *params, alpha = given
    value, theirs = autograd(two_layer_loss(y, alpha), X, *params)
    loss, *gradients = reference(*given)
    assert loss == pytest.approx(value)
    agree(gradients, theirs[1:])


def test_second_layer_and_hidden_grad():
    H, y, W2, b2, alpha = linear(np.random.default_rng(6), 7, 5, 3)
    U = H @ W2 + b2

    def loss(H, W2, b2):
        return cross_entropy(H @ W2 + b2, y) + penalty(alpha, W2, b2)

    dH, dW2, db2 = autograd(loss, H, W2, b2)[1]
    agree(second_layer(H, dscores(U, y), W2, b2, alpha), [dW2, db2])
    agree([hidden_grad(dscores(U, y), W2)], [dH])


def test_the_relu_and_the_way_back_through_it():
    dH = np.array([[1.0, 2.0, -3.0], [4.0, -5.0, 6.0]])
    agree([relu_pair(KINK)[1]], autograd(lambda Z: torch.relu(Z).sum(), KINK)[1])
    theirs = autograd(lambda Z: (torch.relu(Z) * torch.tensor(dH)).sum(), KINK)[1]
    agree([relu_backward(dH, KINK)], theirs)


def test_the_program_of_the_smallest_counterexample():
    X, y, *params, _ = two_layer_kink()
    W1, b1, W2, b2 = params
    Z1 = X @ W1 + b1
    dU = dscores(relu_pair(Z1)[0] @ W2 + b2, y)
    agree(hidden_grads(X, Z1, W2, dU), autograd(two_layer_loss(y, 0), X, *params)[1][1:3])


@pytest.mark.parametrize("act", SIGMA)
@pytest.mark.parametrize("at", [(0.8, -0.5, 0.9, -1.2), (-1.1, 0.3, 0.7, 0.6), (0.0, 0.0, 2.0, 1)])
def test_grads_1d(act, at):
    x, y = 1.3, 0.4
    value, theirs = autograd(
        lambda w1, b1, w2, b2: (w2 * SIGMA[act](w1 * x + b1) + b2 - y) ** 2, *at
    )
    loss, *gradients = grads_1d(x, y, *at, act)
    assert loss == pytest.approx(value)
    agree(gradients, theirs)


def test_the_claims():
    x, y, w = 1.3, 0.4, {"w1": 0.7, "w2": -1.2, "w3": 0.9}
    two = autograd(lambda w1, w2: (w2 * w1 * x - y) ** 2, w["w1"], w["w2"])[1]
    agree([getattr(two_layer_claims, f"d{n}")(w["w1"], w["w2"], x, y) for n in ("w1", "w2")], two)
    three = autograd(lambda w1, w2, w3: (w3 * w2 * w1 * x - y) ** 2, *w.values())[1]
    agree([getattr(three_layer_claims, f"d{n}")(**w, x=x, y=y) for n in w], three)


@pytest.mark.parametrize("w", [[0.5], [0.7, -1.2, 0.9, 1.4], [1.5, 0.0, -2.0]])
def test_chain_grads(w):
    theirs = autograd(lambda w: (torch.prod(w) * 1.3 - 0.4) ** 2, w)[1]
    agree([chain_grads(np.array(w), 1.3, 0.4)], theirs)


@pytest.mark.parametrize("act", SIGMA)
@pytest.mark.parametrize("w", [[0.5], [0.7, -1.2, 0.9, 1.4], [0.8, 0.0, 1.1]])
def test_chain_backprop(act, w):
    def loss(w):
        z = w[0] * 1.3
        for weight in w[1:]:
            z = weight * SIGMA[act](z)
        return (z - 0.4) ** 2

    value, theirs = autograd(loss, w)
    ours, g = chain_backprop(np.array(w), 1.3, 0.4, act)
    assert ours == pytest.approx(value)
    agree([g], theirs)


@pytest.mark.parametrize("w", [(-2.0, 2.0, -3.0), (2.0, -1.0, 3.0), (1.0, 2.0, 3.0)])
def test_the_table(w):
    x, y = 3.0, 3.0
    theirs = autograd(lambda w1, w2, w3: (w3 * torch.relu(w2 * torch.relu(w1 * x)) - y) ** 2, *w)[1]
    agree(passes(x, *w, y)[-3:], theirs[::-1])


@pytest.mark.parametrize("loss", ["ce", "mse"])
def test_output_grads(loss):
    rng = np.random.default_rng(8)
    U, y = scores(rng, 6, 4)
    Y = rng.normal(size=U.shape)
    theirs = {
        "ce": lambda U: cross_entropy(U, y),
        "mse": lambda U: ((U - torch.tensor(Y)) ** 2).sum(axis=1).mean(),
    }
    agree([output_grads(U, y if loss == "ce" else Y, loss)], autograd(theirs[loss], U)[1])


@pytest.mark.parametrize("act", HIDDEN)
@pytest.mark.parametrize("widths", [(3, 4), (4, 6, 3), (3, 5, 4, 6, 2)])
def test_backward_and_mlp_grads(act, widths):
    X, y, Ws, bs, _ = layers(np.random.default_rng(9), 7, widths)
    theirs = autograd(deep_loss(y, act, len(Ws)), X, *Ws, *bs)[1][1:]
    dWs, dbs = mlp_grads(X, y, Ws, bs, act)
    agree([*dWs, *dbs], theirs)
    Zs, Os = forward(X, Ws, bs, act)
    dWs, dbs = backward(Zs, Os, Ws, dscores(Os[-1], y), act)
    agree([*dWs, *dbs], theirs)
