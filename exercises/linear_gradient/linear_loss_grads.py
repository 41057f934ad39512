"""Slides "Compute gradient in numpy", "Explaining weight decay": loss, dW and db together."""

import numpy as np

from exercises.arguments import linear, unlikely
from exercises.slips.cross_entropy import (
    BY_MARGINS,
    CROSS_ENTROPY,
    OVERFLOWING_MARGINS,
    SHIFTED_SCORES,
)
from exercises.slips.layer import bias_gradient, logarithms, weight_gradient
from exercises.slips.loss_and_gradient import LOSS_AND_GRADIENT
from exercises.slips.penalty import consistent, decay, penalty_value
from exercises.slips.scores import IN_GRADIENT, SCORE_GRADIENT
from exercises.slips.softmax import (
    CLIPPED,
    LOG_SOFTMAX,
    LOGP,
    MARGIN,
    MARKED_ZEROS,
    NOEXP,
    OVERFLOW_IN_GRADIENT,
    SHARE,
    SMALLEST_IN_GRADIENT,
    UNNORMALISED,
)
from exercises.views import difference
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `linear_loss_grads(X, y, W, b, alpha)` that returns `(loss, dW, db)`: the training loss of the
linear classifier and its gradients with respect to W and b.

- The scores are $U = XW + \mathbf{1} b$; X has shape (N, D), W (D, K), b (1, K). The labels y are
  integers $0, …, K-1$ in an array of shape (N,).
- The loss is the **average** over the N examples of $-\ln p_y$ ($p_y$ is the softmax probability of
  the true class) plus the penalty $\frac{\alpha}{2} \left( \sum W^2 + \sum b^2 \right)$, which
  covers W **and** b and is not divided by N.
- dW has the shape of W, and db the shape of b, (1, K).

Everything must stay finite and accurate for scores of ±1000; leave all inputs unchanged. Your
functions for the loss, for dU and for a layer may help.
"""


ROWS_OF_DW = "In db you add up the rows of dW; b does not meet X."


def linear_loss_grads(X, y, W, b, alpha):
    """Return (loss, dW, db).  X: (N, D), y: (N,), W: (D, K), b: (1, K); dW: (D, K), db: (1, K)."""
    N, rows = len(y), np.arange(len(y))
    U = X @ W + b
    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    logp = S - np.log(total)
    picked = logp[rows, y]
    data = -picked.mean()
    squares = sum(np.sum(p * p) for p in (W, b))
    penalty = 0.5 * alpha * squares
    loss = float(data + penalty)
    P = np.exp(logp)
    G = P.copy()
    G[rows, y] -= 1.0
    dU = G / N
    dW = X.T @ dU + alpha * W
    db = dU.sum(axis=0, keepdims=True) + alpha * b
    return loss, dW, db


def cases(rng: np.random.Generator) -> list[Case]:
    loss, data = ("loss",), ("loss", "dW, data part", "db, data part")

    def penalty_part(output, position, arguments):
        return Case(
            f"what alpha adds to {output}",
            arguments,
            lines=(f"{output}, penalty part",),
            view=lambda with_, without: difference(with_[position], without[position]),
            more=((*arguments[:-1], 0.0),),
        )

    below = np.array([[1.0, 2]]), np.array([1]), np.array([[240.0, 0, 220], [240, 0, 240]])
    below = (*below, np.zeros((1, 3)), 0.0)

    def large(name, X, *y):
        W = np.array([[400.0, 300, 100], [300, 300, 50]])
        arguments = np.array(X), np.array(y), W, np.array([[1.0, -2, 3]]), 0.0
        return Case(name, arguments, lines=("large scores",))

    return [
        Case("seven examples", linear(rng, 7, 4, 3), 3, loss),
        Case("no penalty", linear(rng, 6, 2, 5, alpha=0.0), 2, data),
        Case("one example, no penalty", linear(rng, 1, 3, 2, alpha=0.0), 1, data),
        Case("square, no penalty", linear(rng, 4, 4, 4, alpha=0.0), 1, data),
        Case("one class absent, no penalty", linear(rng, 5, 4, 4, alpha=0.0, absent=True), 1, data),
        Case("square, strong penalty", linear(rng, 4, 4, 4, alpha=1.7), 1, loss),
        penalty_part("dW", 1, linear(rng, 6, 5, 3)),
        penalty_part("db", 2, linear(rng, 8, 3, 5)),
        large("scores near 1000, another class is the largest", [[1.0, 2]], 2),
        large("scores near 1000, the true class is the largest", [[1.0, 2]], 0),
        Case("a wrong class 720 above the true one", below, lines=("large scores",)),
        large("scores near -1000", [[-1, -2]], 2),
        large("scores near 1000 and near -1000", [[1.0, 2], [-1, -2]], 0, 0),
        # What is added to a probability shows where that is small, but not rounded to 0.
        Case("wrong classes 25 above the true one", unlikely(), lines=("large scores",)),
    ]


exercise = Code(
    title="Loss and gradients of the linear classifier",
    slide="Compute gradient in numpy, Explaining weight decay",
    prompt=PROMPT,
    conventions="G1 G2 G3 G4 G6 G7",
    needs=("linear_loss", "dscores", "affine_grads"),
    reference=linear_loss_grads,
    returns=("loss", "dW", "db"),
    cases=cases,
    rubric=(
        Part("loss", points=2),
        Part("dW, data part", points=3, outputs=("dW",)),
        Part("db, data part", points=2, outputs=("db",)),
        Part("dW, penalty part", points=1, outputs=("dW",)),
        Part("db, penalty part", points=1, outputs=("db",)),
        Part("large scores", points=0.5),
        Part("shape of db, inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        *LOG_SOFTMAX,
        MARGIN,
        OVERFLOW_IN_GRADIENT,
        SMALLEST_IN_GRADIENT,
        *CLIPPED,
        Mistake(
            "SM-NOEXP/p",
            NOEXP,
            (LOGP, f"np.log({SHARE})"),
            ("P = np.exp(logp)", f"P = {SHARE}"),
        ),
        Mistake("FW-NOBIAS", "The bias is missing from your scores.", ("X @ W + b", "X @ W")),
        *LOSS_AND_GRADIENT,
        *CROSS_ENTROPY,
        UNNORMALISED,
        *BY_MARGINS,
        OVERFLOWING_MARGINS,
        SHIFTED_SCORES,
        MARKED_ZEROS,
        *penalty_value("W", "b"),
        *SCORE_GRADIENT,
        *IN_GRADIENT,
        *weight_gradient("W", "X", "dU"),
        Mistake(
            "NM-DWONLY",
            "db is averaged over the examples, but dW is not.",
            ("X.T @ dU", "X.T @ G"),
        ),
        *bias_gradient("b", "dU"),
        Mistake(
            "DB-TOTAL",
            "db adds up the classes too; each class has a bias of its own.",
            ("dU.sum(axis=0, keepdims=True)", "dU.sum()"),
        ),
        *logarithms("DB-LOGP", "db", "sum"),
        *logarithms("DB-LOGPN", "db", "mean"),
        Mistake(
            "DB-PROB",
            "In db you average the probabilities; the labels must enter too.",
            ("dU.sum(axis=0, keepdims=True)", "P.mean(axis=0, keepdims=True)"),
        ),
        Mistake(
            "DB-FROMDW",
            ROWS_OF_DW,
            ("dU.sum(axis=0, keepdims=True)", "(X.T @ dU).sum(axis=0, keepdims=True)"),
        ),
        Mistake(
            "DB-FROMDW/penalty",
            ROWS_OF_DW,
            ("dU.sum(axis=0, keepdims=True)", "dW.sum(axis=0, keepdims=True)"),
        ),
        # Below what changes the sum, which may lack 1/N as well.
        Mistake(
            "NM-DBONLY",
            "dW is averaged over the examples, but db is not.",
            ("db = dU", "db = G"),
        ),
        *consistent("W", "b"),
        *decay("", ["W", "b"]),
        *decay("W-", ["W"]),
        *decay("B-", ["b"]),
        Mistake(
            "MUT-PARAM",
            "You multiply the caller's W by alpha; work on a copy.",
            ("dW = X.T @ dU + alpha * W", "W *= alpha\n    dW = X.T @ dU + W"),
        ),
    ),
    hints=(
        "The loss is your linear_loss; dU comes from your dscores, dW and db from affine_grads.",
        "The penalty adds $\\alpha W$ to dW and $\\alpha b$ to db.",
        "`dW = X.T @ dU + alpha * W` and `db = dU.sum(axis=0, keepdims=True) + alpha * b`; with "
        "alpha = 0 every row of dW adds up to 0.",
    ),
)
