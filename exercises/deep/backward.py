"""Slides "The backward pass", "Summary: The backward pass": from the output to the first layer."""

import numpy as np

from exercises.activations import DERIVATIVE
from exercises.arguments import layers, two_layer_kink
from exercises.by_layer import DRIVER, RETURNS
from exercises.deep.forward import forward
from exercises.slips.layers import BACKWARD
from exercises.slips.slopes import START
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code
from grader.core.sheet import STRIDED, TWICE

PROMPT = r"""
Write `backward(Zs, Os, Ws, dU, act)` that returns `(dWs, dbs)`: the gradients of all weights and
biases of a network of L layers, two lists of length L in the order of the layers.

- Zs and Os are what `forward` stored, two lists of length L + 1: `Os[0]` is the input X, `Zs[0]` is
  `None`, $Z_i = O_{i-1} W_i + \mathbf{1} b_i$, and $O_i = \sigma(Z_i)$ in the hidden layers. The
  output layer is linear: $O_L = Z_L$.
- $W_i$ is `Ws[i - 1]`, so its gradient is `dWs[i - 1]`.
- dU is $\partial L / \partial Z_L$, the gradient at the output. It already contains 1/N.
- act is `'relu'`, `'tanh'` or `'sigmoid'`; the derivative of the ReLU at 0 is 0.

Each gradient has the shape of its parameter; that of $b_i$ is a row (1, …). There is no penalty.
Leave all inputs unchanged.
"""


def backward(Zs, Os, Ws, dU, act):
    """Return (dWs, dbs), two lists of length L, the first layer first.

    Zs, Os: lists of length L + 1, Ws: list of L matrices, dU: (N, K),
    act: 'relu', 'tanh' or 'sigmoid'.
    """
    df = DERIVATIVE[act]
    L = len(Ws)
    dWs, dbs = [None] * L, [None] * L
    dZ = dU
    for i in range(L, 0, -1):
        inputs = Os[i - 1]
        dWs[i - 1] = inputs.T @ dZ
        dbs[i - 1] = dZ.sum(axis=0, keepdims=True)
        if i > 1:
            dO = dZ @ Ws[i - 1].T
            z = Zs[i - 1]
            slope = df(z)
            dZ = dO * slope
    return dWs, dbs


def cases(rng: np.random.Generator) -> list[Case]:
    def stored(X, Ws, bs, act):
        """The arguments after a forward pass, with a gradient at the output."""
        Zs, Os = forward(X, Ws, bs, act)
        return Zs, Os, Ws, rng.normal(size=Zs[-1].shape), act

    def network(N, widths, act):
        X, _, Ws, bs, _ = layers(rng, N, widths)
        return stored(X, Ws, bs, act)

    X, _, W1, b1, W2, b2, _ = two_layer_kink()
    return [
        Case("tanh, three layers", network(6, (4, 5, 7, 3), "tanh"), 2),
        Case("ReLU, three layers", network(8, (3, 6, 4, 5), "relu")),
        Case("square, tanh", network(4, (4, 4, 4, 4), "tanh"), 2),
        Case("sigmoid, four layers", network(7, (2, 6, 4, 3, 5), "sigmoid")),
        Case("one layer, one example", network(1, (2, 3), "relu"), 0.5),
        Case("ReLU, inputs of exactly 0", stored(X, [W1, W2], [b1, b2], "relu"), 0.5),
    ]


exercise = Code(
    title="Backward pass",
    slide="The backward pass, Summary: The backward pass",
    prompt=PROMPT,
    conventions="G5 G6 G7 G8",
    needs=("forward", "affine_grads", "chain_backprop"),
    reference=backward,
    returns=RETURNS,
    driver=DRIVER,
    cases=cases,
    standard=(TWICE, STRIDED),
    rubric=(
        Part("dW of the last layer", points=2),
        Part("dW of the layers between", points=2.5),
        Part("dW of the first layer", points=2),
        Part("dbs", points=1),
        Part("shapes of dbs, inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        *BACKWARD,
        Mistake(
            "NM-AGAIN",
            "All gradients are N times too small: 1/N is already inside dU.",
            (START, f"{START} / len(dU)"),
        ),
    ),
    hints=(
        "Go from layer L to layer 1 and carry one array along: the gradient behind the layer.",
        "In each layer: dW and db as in `affine_grads`, then take the carried gradient back "
        "through the weights and the activation.",
        "`dZ = (dZ @ Ws[i - 1].T)`, times the derivative of the activation at `Zs[i - 1]`",
    ),
)
