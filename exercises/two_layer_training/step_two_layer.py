"""Slide "Results": one training step; compute all gradients first, update afterwards."""

import numpy as np

from exercises.arguments import two_layer
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `step_two_layer(params, X, y, eta, alpha)`: one step of gradient descent with learning rate
`eta` for the network $U = \text{ReLU}(X W_1 + \mathbf{1} b_1) W_2 + \mathbf{1} b_2$.

`params` is `(W1, b1, W2, b2)`; return the four **new** arrays in the same order. All gradients
belong to the **old** parameters: compute first, update afterwards. The arrays in `params` stay
unchanged.

The loss is the average cross-entropy over the N examples (natural logarithm, labels $0, …, K-1$)
plus $\frac{\alpha}{2}$ times the sum of the squares of all four parameters; the derivative of the
ReLU at 0 is 0. Shapes: X (N, D), W1 (D, H), b1 (1, H), W2 (H, K), b2 (1, K).
"""


def step_two_layer(params, X, y, eta, alpha):
    """Return new (W1, b1, W2, b2).  W1: (D, H), b1: (1, H), W2: (H, K), b2: (1, K), X: (N, D)."""
    W1, b1, W2, b2 = params
    N = len(y)
    Z1 = X @ W1 + b1
    H = np.maximum(Z1, 0.0)
    U = H @ W2 + b2
    E = np.exp(U - U.max(axis=1, keepdims=True))
    dU = E / E.sum(axis=1, keepdims=True)
    dU[np.arange(N), y] -= 1.0
    dU = dU / N
    dW2 = H.T @ dU + alpha * W2
    db2 = dU.sum(axis=0, keepdims=True) + alpha * b2
    dH = dU @ W2.T
    dZ1 = dH * (Z1 > 0)
    dW1 = X.T @ dZ1 + alpha * W1
    db1 = dZ1.sum(axis=0, keepdims=True) + alpha * b1
    return W1 - eta * dW1, b1 - eta * db1, W2 - eta * dW2, b2 - eta * db2


def cases(rng: np.random.Generator) -> list[Case]:
    def step(N, D, H, K, eta, alpha):
        X, y, *params, _ = two_layer(rng, N, D, H, K)
        return tuple(params), X, y, eta, alpha

    return [
        Case("a long step", step(7, 4, 6, 3, 0.5, 0.1), weight=2),
        Case("one example, no penalty", step(1, 2, 5, 2, 0.9, 0.0)),
        Case("as many units as classes", step(5, 3, 4, 4, 0.5, 0.3)),
        Case("learning rate 0", step(5, 2, 5, 3, 0.0, 0.3)),
    ]


RESULT = "W1 - eta * dW1, b1 - eta * db1, W2 - eta * dW2, b2 - eta * db2"

exercise = Code(
    title="One step: compute first, update afterwards",
    slide="Results (training)",
    prompt=PROMPT,
    conventions="G1 G2 G3 G4 G5 G7",
    needs=("two_layer_loss_grads",),
    reference=step_two_layer,
    returns=("W1", "b1", "W2", "b2"),
    cases=cases,
    rubric=(
        Part("second layer", points=1, outputs=("W2", "b2")),
        Part("first layer, with the old W2", points=2, outputs=("W1", "b1")),
        Part("inputs unchanged", points=1, form=True),
    ),
    mistakes=(
        Mistake(
            "DH-UPDATED",
            "The new W1 and b1 come from a gradient that went back through the new W2; all "
            "gradients belong to the old parameters.",
            ("dH = dU @ W2.T", "dH = dU @ (W2 - eta * dW2).T"),
        ),
        Mistake(
            "K2-INPLACE",
            "-= changes the arrays of the caller; make new ones.",
            (
                f"return {RESULT}",
                "W1 -= eta * dW1; b1 -= eta * db1; W2 -= eta * dW2; b2 -= eta * db2\n"
                "    return W1, b1, W2, b2",
            ),
        ),
        Mistake(
            "H1-SIGN",
            "The loss grows: gradient descent subtracts the gradient.",
            (RESULT, RESULT.replace("-", "+")),
        ),
        Mistake(
            "K2-ORDER",
            "The four arrays come back in another order than in params.",
            (RESULT, "W1 - eta * dW1, W2 - eta * dW2, b1 - eta * db1, b2 - eta * db2"),
        ),
        Mistake(
            "MK-NONE",
            "The gradient of the first layer passes the ReLU unchanged: its derivative is missing.",
            ("dH * (Z1 > 0)", "dH"),
        ),
        Mistake(
            "DH-NOTRANS",
            "You go back through W2 the wrong way round.",
            ("dU @ W2.T", "dU @ W2"),
        ),
        Mistake(
            "RG-B-NONE",
            "The biases do not decay: the penalty contains them too.",
            (" + alpha * b1", ""),
            (" + alpha * b2", ""),
        ),
        Mistake(
            "RG-NONE",
            "Nothing decays: the gradients lack the part of the penalty.",
            (" + alpha * b1", ""),
            (" + alpha * b2", ""),
            (" + alpha * W1", ""),
            (" + alpha * W2", ""),
        ),
        Mistake(
            "NM-SUM",
            "Your step is N times too long: the data loss is an average over the examples.",
            ("dU = dU / N", "dU = 1.0 * dU"),
        ),
        Mistake(
            "K2-GRADS",
            "You return the gradients; take the step with them.",
            (RESULT, "dW1, db1, dW2, db2"),
        ),
        Mistake(
            "K2-NOETA",
            "The learning rate does not enter your step.",
            (RESULT, RESULT.replace("eta * ", "")),
        ),
    ),
    hints=(
        "Compute all four gradients first; your two_layer_loss_grads gives them.",
        "Only then the four updates, each with the old array on the right.",
        "`W2 - eta * dW2` makes a new array; `W2 -= …` changes the caller's array, and with it a "
        "later `W2.T`.",
    ),
)
