"""Slide "Gradient of the second layer": the linear case, with the hidden output as input."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
The scores of the two-layer network are $U = H W_2 + \mathbf{1} b_2$, where H is the **output** of
the hidden layer, of shape (N, H) for H hidden units. You are given
`dU` $= \partial L_{\text{data}} / \partial U$ of shape (N, K); the average over the examples is
taken already, so $1/N$ is inside dU.

Write `second_layer(H, dU, W2, b2, alpha)` that returns `(dW2, db2)`, the gradients of the whole
loss: data loss plus $\frac{\alpha}{2} \left( \sum W_2^2 + \sum b_2^2 \right)$ (the penalty of the
first layer does not matter here). dW2 has the shape of W2, (H, K), and db2 the shape of b2, (1, K).
Leave all inputs unchanged.
"""


def second_layer(H, dU, W2, b2, alpha):
    """Return (dW2, db2).  H: (N, H), dU: (N, K), W2, dW2: (H, K), b2, db2: (1, K)."""
    dW2 = H.T @ dU + alpha * W2
    db2 = dU.sum(axis=0, keepdims=True) + alpha * b2
    return dW2, db2


def cases(rng: np.random.Generator) -> list[Case]:
    def arguments(N, H, K, alpha):
        hidden = abs(rng.normal(size=(N, H)))
        dU, W2, b2 = (rng.normal(size=shape) for shape in ((N, K), (H, K), (1, K)))
        return hidden, dU, W2, b2, alpha

    return [
        Case("seven examples", arguments(7, 5, 3, 0.3), weight=2),
        Case("one example, no penalty", arguments(1, 4, 2, 0.0)),
        Case("square, strong penalty", arguments(3, 3, 3, 1.5)),
    ]


exercise = Code(
    title="Gradient of the second layer",
    slide="Gradient of the second layer (treat the hidden output as input)",
    prompt=PROMPT,
    conventions="G1 G4 G6 G7",
    needs=("affine_grads", "forward2"),
    reference=second_layer,
    returns=("dW2", "db2"),
    cases=cases,
    rubric=(
        Part("dW2", points=1.5),
        Part("db2", points=1),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "RG-W-NONE",
            "dW2 lacks the part of the penalty.",
            ("H.T @ dU + alpha * W2", "H.T @ dU"),
        ),
        Mistake(
            "RG-B-NONE",
            "db2 lacks the part of the penalty: b2 is penalised too.",
            ("keepdims=True) + alpha * b2", "keepdims=True)"),
        ),
        Mistake(
            "RG-NONE",
            "Both gradients lack the part of the penalty: alpha does not enter.",
            ("H.T @ dU + alpha * W2", "H.T @ dU"),
            ("keepdims=True) + alpha * b2", "keepdims=True)"),
        ),
        Mistake(
            "DB-MEAN",
            "The data part of db2 is N times too small: 1/N is already inside dU.",
            ("dU.sum(", "dU.mean("),
        ),
        Mistake(
            "DW-T",
            "The data part of dW2 is transposed: dW2 has the shape of W2, (H, K).",
            ("H.T @ dU", "(dU.T @ H)"),
        ),
        Mistake(
            "RG-W-DOUBLE",
            "The penalty in dW2 is twice too large: look at the factor 1/2.",
            ("alpha * W2", "2 * alpha * W2"),
        ),
        Mistake(
            "RG-DOUBLE",
            "The penalty in dW2 and db2 is twice too large: look at the factor 1/2.",
            ("alpha * W2", "2 * alpha * W2"),
            ("alpha * b2", "2 * alpha * b2"),
        ),
        Mistake(
            "DB-AXIS1",
            "You add up dU over the classes; b2 is shared by all examples, so add over those.",
            ("axis=0", "axis=1"),
        ),
        Mistake(
            "NM-AGAIN",
            "You divide by N once more; 1/N is already inside dU.",
            ("H.T @ dU", "H.T @ dU / len(H)"),
            ("dU.sum(axis=0, keepdims=True)", "dU.mean(axis=0, keepdims=True)"),
        ),
        Mistake(
            "J1-H1H",
            "There is no derivative of an activation here: the second layer takes H as it is.",
            ("H.T @ dU", "(H * (1 - H)).T @ dU"),
        ),
        Mistake("ORDER", "Return dW2 first, then db2.", ("return dW2, db2", "return db2, dW2")),
    ),
    hints=(
        "The second layer is a linear classifier whose input is H.",
        "Use your `affine_grads(H, dU)` and add the gradient of the penalty to both results.",
        "`H.T @ dU + alpha * W2`",
    ),
)
