"""Slides "Gradient of the first layer", "Gradient of the second layer": loss and all gradients."""

import numpy as np

from exercises.arguments import two_layer, two_layer_kink
from exercises.slips.cross_entropy import (
    BY_MARGINS,
    CROSS_ENTROPY,
    OVERFLOWING_MARGINS,
    SHIFTED_SCORES,
)
from exercises.slips.hidden import BACKWARD, FORWARD
from exercises.slips.layer import bias_gradient, logarithms, weight_gradient
from exercises.slips.loss_and_gradient import LOSS_AND_GRADIENT
from exercises.slips.penalty import consistent, decay, parameters, penalty_value
from exercises.slips.scores import IN_GRADIENT, SCORE_GRADIENT
from exercises.slips.softmax import (
    CLIPPED,
    LOG_SOFTMAX,
    MARKED_ZEROS,
    OVERFLOW_IN_GRADIENT,
    SMALLEST_IN_GRADIENT,
    UNNORMALISED,
)
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `two_layer_loss_grads(X, y, W1, b1, W2, b2, alpha)` that returns
`(loss, dW1, db1, dW2, db2)` for the network
$U = \text{ReLU}(X W_1 + \mathbf{1} b_1) \, W_2 + \mathbf{1} b_2$.

- X has shape (N, D), W1 (D, H), b1 (1, H), W2 (H, K), b2 (1, K). The labels y are integers
  $0, …, K-1$ in an array of shape (N,).
- The loss is the **average** over the N examples of $-\ln p_y$ ($p_y$ is the softmax probability
  of the true class) plus the penalty $\frac{\alpha}{2} \left( \sum W_1^2 + \sum b_1^2 + \sum W_2^2
  + \sum b_2^2 \right)$, which covers all **four** parameters and is not divided by N.
- The derivative of the ReLU at 0 is 0. Each gradient has the shape of its parameter.

Everything must stay finite and accurate for scores of ±1000; leave all inputs unchanged. Your
functions for the pieces may help.
"""


def two_layer_loss_grads(X, y, W1, b1, W2, b2, alpha):
    """Return (loss, dW1, db1, dW2, db2); each gradient has the shape of its parameter.

    X: (N, D), y: (N,), W1: (D, H), b1: (1, H), W2: (H, K), b2: (1, K), alpha: a number.
    """
    N, rows = len(y), np.arange(len(y))
    Z1 = X @ W1 + b1
    H = np.maximum(Z1, 0.0)
    U = H @ W2 + b2
    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    logp = S - np.log(total)
    picked = logp[rows, y]
    data = -picked.mean()
    squares = sum(np.sum(p * p) for p in (W1, b1, W2, b2))
    penalty = 0.5 * alpha * squares
    loss = float(data + penalty)
    P = np.exp(logp)
    G = P.copy()
    G[rows, y] -= 1.0
    dU = G / N
    inputs = H
    dW2 = inputs.T @ dU + alpha * W2
    db2 = dU.sum(axis=0, keepdims=True) + alpha * b2
    dH = dU @ W2.T
    dZ1 = dH * (Z1 > 0)
    dW1 = X.T @ dZ1 + alpha * W1
    db1 = dZ1.sum(axis=0, keepdims=True) + alpha * b1
    return loss, dW1, db1, dW2, db2


PARAMETERS = ("W1", "b1", "W2", "b2")
FIRST_ONLY = "Your loss penalises the first layer only; the penalty covers all four parameters."
SECOND_ONLY = "Your loss penalises the second layer only; the penalty covers all four parameters."
ROWS_OF_DW1 = "dZ1.sum(axis=0, keepdims=True)", "(X.T @ dZ1).sum(axis=0, keepdims=True)"
ROWS_OF_DW2 = "dU.sum(axis=0, keepdims=True)", "(inputs.T @ dU).sum(axis=0, keepdims=True)"
# … with the penalty in them.
WHOLE_DW1 = "dZ1.sum(axis=0, keepdims=True)", "dW1.sum(axis=0, keepdims=True)"
WHOLE_DW2 = "dU.sum(axis=0, keepdims=True)", "dW2.sum(axis=0, keepdims=True)"
OFTEN = ("NONE", "DOUBLE", "HALF", "OVERN", "NOALPHA", "SIGN", "LOSS", "LOSS/own", "SQ", "SQ/half")


def cases(rng: np.random.Generator) -> list[Case]:
    def large(name, first, last, *labels, signs=(1.0, -1.0)):
        """Examples with scores near ±1000: these rows of the second layer."""
        W2 = np.array([first, [900.0, 1000, 200], last])
        W1, b1, b2 = np.array([[1.0, 0, -1], [0, 1, 0]]), np.zeros((1, 3)), np.array([[1.0, -2, 3]])
        X = np.array([[sign, 0] for sign in signs])[: len(labels)]
        arguments = X, np.array(labels), W1, b1, W2, b2, 0.0
        return Case(name, arguments, lines=("large scores",))

    wide = [1000.0, 900, 200]
    return [
        Case("seven examples", two_layer(rng, 7, 4, 6, 3), 3),
        Case("one example, two classes", two_layer(rng, 1, 2, 5, 2, 0.2)),
        Case("one hidden unit, no penalty", two_layer(rng, 6, 3, 1, 4, 0.0)),
        Case("square", two_layer(rng, 4, 4, 4, 4, 0.5), 2),
        Case("one class absent, strong penalty", two_layer(rng, 8, 2, 30, 3, 1.3, absent=True)),
        Case("hidden inputs of exactly 0", two_layer_kink(), lines=("ReLU at 0",)),
        large("scores near 1000, another class is the largest", wide, [-1000.0, -900, -200], 2, 2),
        large("scores near -1000", wide, [-1000.0, -900, -400], 0, signs=(-1.0,)),
        # Every probability is exactly 0 or 1 here, and so all gradients are exactly 0.
        large("one score of 1000, that of the true class", [1000.0, 200, 0], [0.0, 0, 0], 0),
        # Where rows lie apart, but not the scores of a row, only a maximum for all of them shows.
        large("scores near 1000 and near -1000", [1000.0, 900, 400], [-1000.0, -900, -400], 0, 0),
    ]


exercise = Code(
    title="Loss and all gradients of the two-layer network",
    slide="Gradient of the first layer, Gradient of the second layer",
    prompt=PROMPT,
    conventions="G1 G2 G3 G4 G5 G6 G7",
    needs=("linear_loss_grads", "forward2", "second_layer", "hidden_grad", "relu_backward"),
    reference=two_layer_loss_grads,
    returns=("loss", "dW1", "db1", "dW2", "db2"),
    cases=cases,
    rubric=(
        Part("loss", points=2),
        Part("dW2", points=2),
        Part("db2", points=1),
        Part("dW1", points=3),
        Part("db1", points=2),
        Part("ReLU at 0", points=0.5),
        Part("large scores", points=0.5),
        Part("shapes of db1 and db2, inputs unchanged", points=1, form=True),
    ),
    mistakes=(
        *FORWARD,
        *LOG_SOFTMAX,
        OVERFLOW_IN_GRADIENT,
        SMALLEST_IN_GRADIENT,
        *CLIPPED,
        *LOSS_AND_GRADIENT,
        *CROSS_ENTROPY,
        UNNORMALISED,
        *BY_MARGINS,
        OVERFLOWING_MARGINS,
        SHIFTED_SCORES,
        MARKED_ZEROS,
        *penalty_value(*PARAMETERS),
        Mistake(
            "PEN-W1ONLY",
            FIRST_ONLY,
            (parameters(PARAMETERS), parameters(PARAMETERS[:2])),
        ),
        Mistake(
            "PEN-W2ONLY",
            SECOND_ONLY,
            (parameters(PARAMETERS), parameters(PARAMETERS[2:])),
        ),
        Mistake("PEN-W1ONLY/w", FIRST_ONLY, (parameters(PARAMETERS), "(W1,)")),
        Mistake("PEN-W2ONLY/w", SECOND_ONLY, (parameters(PARAMETERS), "(W2,)")),
        *SCORE_GRADIENT,
        *IN_GRADIENT,
        *weight_gradient("W1", "X", "dZ1", "DW1"),
        *weight_gradient("W2", "inputs", "dU", "DW2"),
        *bias_gradient("b1", "dZ1", "DB1"),
        *bias_gradient("b2", "dU", "DB2"),
        Mistake(
            "DB-MEAN",
            "The data parts of db1 and db2 are N times too small: you average, but 1/N is already "
            "inside.",
            ("dZ1.sum(axis=0, keepdims=True)", "dZ1.mean(axis=0, keepdims=True)"),
            ("dU.sum(axis=0, keepdims=True)", "dU.mean(axis=0, keepdims=True)"),
        ),
        Mistake(
            "DB-AXIS1",
            "In db1 and db2 you sum over the wrong axis: over what does a gradient add up?",
            ("dZ1.sum(axis=0, keepdims=True)", "dZ1.sum(axis=1, keepdims=True)"),
            ("dU.sum(axis=0, keepdims=True)", "dU.sum(axis=1, keepdims=True)"),
        ),
        Mistake(
            "DB-NOSUM",
            "db1 and db2 have a row for every example; all of them share the biases.",
            ("dZ1.sum(axis=0, keepdims=True)", "dZ1"),
            ("dU.sum(axis=0, keepdims=True)", "dU"),
        ),
        *(
            Mistake(
                id,
                f"{where} you add up the rows of a weight gradient; a bias does not meet what goes "
                "into its layer.",
                *edits,
            )
            for id, where, edits in (
                ("DB-FROMDW", "In db1 and db2", (ROWS_OF_DW1, ROWS_OF_DW2)),
                ("DB1-FROMDW", "In db1", (ROWS_OF_DW1,)),
                ("DB2-FROMDW", "In db2", (ROWS_OF_DW2,)),
                ("DB-FROMDW/penalty", "In db1 and db2", (WHOLE_DW1, WHOLE_DW2)),
                ("DB1-FROMDW/penalty", "In db1", (WHOLE_DW1,)),
                ("DB2-FROMDW/penalty", "In db2", (WHOLE_DW2,)),
            )
        ),
        *logarithms("DB2-LOGP", "db2", "sum"),
        *BACKWARD,
        *consistent(*PARAMETERS),
        *decay("", PARAMETERS, OFTEN),
        *decay("W-", ("W1", "W2"), OFTEN),
        *decay("B-", ("b1", "b2"), OFTEN),
        *(mistake for name in PARAMETERS for mistake in decay(f"{name}-", (name,), OFTEN)),
    ),
    hints=(
        "Forward: Z1, H, U, loss. Backward in reverse order: dU, then dW2 and db2, then dH, dZ1, "
        "and last dW1 and db1.",
        "The gradient goes back through W2, then through the ReLU; the penalty adds "
        "$\\alpha$ times its parameter to every gradient.",
        "`dZ1 = (dU @ W2.T) * (Z1 > 0)`, then `dW1 = X.T @ dZ1 + alpha * W1` and "
        "`db1 = dZ1.sum(axis=0, keepdims=True) + alpha * b1`",
    ),
)
