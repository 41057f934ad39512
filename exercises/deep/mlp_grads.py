"""Slide "Summary": all gradients of an L-layer network with cross-entropy, in one function."""

import numpy as np

from exercises.activations import ACTIVATION, DERIVATIVE
from exercises.arguments import layers, two_layer_kink
from exercises.by_layer import DRIVER, RETURNS
from exercises.slips.layers import (
    ALL_OF_THEM,
    BACKWARD,
    FORWARD,
    FORWARD_AND_BACK,
    FUNCTION,
    HIDDEN_ONLY,
    OWN_OUTPUT,
)
from exercises.slips.scores import FINITE_LOGARITHMS, SCORE_GRADIENT
from exercises.slips.slopes import RAW_SIGMOID, RAW_TANH, RULE, SIGN_OF_OUTPUT, START
from exercises.slips.softmax import (
    ABSOLUTE,
    OVERFLOWING_LOGARITHM,
    PROBABILITIES,
    SMALLEST,
    UNSTABLE,
)
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

LINEAR = "The forward pass has no activation in the hidden layers."

PROMPT = r"""
Write `mlp_grads(X, y, Ws, bs, act)` that returns `(dWs, dbs)`: the gradients of the loss of a
network of L layers with respect to all weights and biases, two lists of length L in the order of
the layers.

- Forward, in book form: $O_0 = X$, $Z_i = O_{i-1} W_i + \mathbf{1} b_i$, $O_i = \sigma(Z_i)$ in the
  hidden layers; the output layer is linear, its scores are $U = Z_L$. $W_i$ is `Ws[i - 1]` and
  $b_i$, a row, is `bs[i - 1]`.
- The loss is the **average** over the N examples of $-\ln p_y$ ($p_y$ is the softmax probability
  of the true class). There is no penalty. The labels y are integers $0, …, K-1$ of shape (N,).
- act is `'relu'`, `'tanh'` or `'sigmoid'`; the derivative of the ReLU at 0 is 0.

Each gradient has the shape of its parameter. Everything must stay finite for scores of ±1000.
Leave all inputs unchanged. Your functions for the pieces may help.
"""


def mlp_grads(X, y, Ws, bs, act):
    """Return (dWs, dbs), two lists of length L, the first layer first.

    X: (N, D), y: (N,), Ws: list of L matrices, bs: list of L rows,
    act: 'relu', 'tanh' or 'sigmoid'.
    """
    f = ACTIVATION[act]
    df = DERIVATIVE[act]
    N, rows, L = len(y), np.arange(len(y)), len(Ws)
    Zs, Os = [None], [X]
    for W, b in zip(Ws, bs, strict=True):
        Zs.append(Os[-1] @ W + b)
        Os.append(f(Zs[-1]) if len(Os) < L else Zs[-1])
    U = Os[L]
    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    P = np.exp(S) / total
    G = P.copy()
    G[rows, y] -= 1.0
    dU = G / N
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
    X, y, W1, b1, W2, b2, _ = two_layer_kink()
    W, b = np.array([[1.0, 0, -1], [0, -1, 1], [-1, 1, 0]]), np.array([[0.0, 0, 1]])
    kinks = X, y, [W1, W, W2], [b1, b, b2], "relu"

    def large(name, X, *y):
        """Scores up to 1000 for inputs along an axis, down to -1000 against the second one."""
        W1, b1 = np.array([[1.0, 0, -1, 0], [0, 1, 0, -1]]), np.full((1, 4), 0.01)
        W2 = np.array([[1000.0, 200], [900, 1000], [-1000, 0], [-1000, -900]])
        b2 = np.array([[1.0, -2]])
        arguments = np.array(X), np.array(y), [W1, W2], [b1, b2], "relu"
        return Case(name, arguments, lines=("large scores",))

    return [
        Case("tanh, three layers", layers(rng, 6, (4, 5, 7, 3), "tanh"), 2),
        Case("ReLU, three layers", layers(rng, 8, (3, 6, 4, 5), "relu")),
        Case("square, tanh", layers(rng, 4, (4, 4, 4, 4), "tanh"), 2),
        Case("sigmoid, three layers", layers(rng, 7, (2, 6, 4, 3), "sigmoid")),
        Case("one layer, one example", layers(rng, 1, (3, 2), "relu"), 0.5),
        Case("tanh, five layers", layers(rng, 9, (2, 5, 3, 6, 4, 7), "tanh")),
        Case("square, sigmoid", layers(rng, 5, (5, 5, 5, 5), "sigmoid")),
        Case("ReLU, inputs of exactly 0", (X, y, [W1, W2], [b1, b2], "relu"), 0.5),
        Case("ReLU, inputs of exactly 0 in both hidden layers", kinks, 0.5),
        large("scores near 1000", [[1.0, 0], [0, 1]], 1, 1),
        large("scores near -1000", [[0.0, -1]], 0),
        large("scores near 1000 and near -1000", [[0.0, 1], [0, -1]], 1, 0),
        Case("square, ReLU", layers(rng, 5, (5, 5, 5, 5), "relu"), 0.5),
    ]


exercise = Code(
    title="Everything together: L layers, cross-entropy",
    slide="Summary",
    prompt=PROMPT,
    conventions="G1 G2 G3 G5 G6 G7 G8",
    needs=("forward", "output_grads", "backward"),
    reference=mlp_grads,
    returns=RETURNS,
    driver=DRIVER,
    cases=cases,
    rubric=(
        Part("dW of the last layer", points=1.5),
        Part("dW of the layers between", points=2),
        Part("dW of the first layer", points=2),
        Part("dbs", points=1.5),
        Part("large scores", points=0.5),
        Part("shapes of dbs, inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        *BACKWARD,
        SIGN_OF_OUTPUT,
        *FORWARD,
        Mistake(
            "FW-ACTOUT-B",
            "Your output layer has an activation, forward and backward; it is linear.",
            ALL_OF_THEM,
            (START, "    dZ = dU * df(Zs[L])"),
        ),
        Mistake(
            "FW-NOACT",
            "Your hidden layers have no activation, forward or backward: the network is linear.",
            (FUNCTION, FUNCTION.replace("act", '"linear"')),
            (RULE, RULE.replace("act", '"linear"')),
        ),
        *FORWARD_AND_BACK,
        Mistake("FW-NOACT-F", LINEAR, (HIDDEN_ONLY, "1.0 * Zs[-1]")),
        Mistake("FW-NOACT-F/outputs", LINEAR, (HIDDEN_ONLY, "1.0 * Zs[-1]"), RAW_TANH, RAW_SIGMOID),
        Mistake(
            "FW-SIGMOID",
            "The exponent of your sigmoid has the wrong sign.",
            (
                FUNCTION,
                f"{FUNCTION}\n    if act == 'sigmoid':\n        f = lambda z: 1 / (1 + np.exp(z))",
            ),
        ),
        Mistake(
            "O2-RELU",
            "Your hidden layers have a ReLU whatever act says.",
            (FUNCTION, f"act = 'relu'\n    {FUNCTION}"),
        ),
        Mistake(
            "O2-TANH",
            "Your hidden layers have a tanh whatever act says.",
            (FUNCTION, f"act = 'tanh'\n    {FUNCTION}"),
        ),
        Mistake(
            "IX-SAME/active",
            "The weight gradients are off by one: take what goes into the layer, not what comes "
            "out of it; and the last layer has no activation.",
            ("inputs = Os[i - 1]", "inputs = f(Os[i]) if i == L else Os[i]"),
        ),
        Mistake(
            "IX-SAME/probabilities",
            OWN_OUTPUT,
            ("inputs = Os[i - 1]", "inputs = P if i == L else Os[i]"),
        ),
        Mistake(
            "IX-SAME/z",
            "The weight gradients are off by one: take what goes into the layer, not its "
            "pre-activation.",
            ("inputs = Os[i - 1]", "inputs = Zs[i]"),
        ),
        Mistake(
            "NM-DBONLY",
            "The weight gradients are averaged over the examples, but the bias gradients are not.",
            ("dbs[i - 1] = ", "dbs[i - 1] = N * "),
        ),
        Mistake(
            "NM-DWONLY",
            "The bias gradients are averaged over the examples, but the weight gradients are not.",
            ("dWs[i - 1] = ", "dWs[i - 1] = N * "),
        ),
        *PROBABILITIES,
        UNSTABLE,
        OVERFLOWING_LOGARITHM,
        SMALLEST,
        ABSOLUTE,
        *SCORE_GRADIENT,
        FINITE_LOGARITHMS,
    ),
    hints=(
        "It is `forward`, `output_grads` and `backward`, one after the other.",
        "Keep Zs and Os from the forward pass; the backward pass starts from dU at the linear "
        "output.",
        "In the backward loop: dW from the input of the layer, db from the sum over the examples, "
        "then `dZ @ W.T` times the derivative of the activation. Check each layer with "
        "`numerical_gradient`.",
    ),
)
