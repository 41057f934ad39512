"""Slide "Loss function (Compute in numpy)": cross-entropy plus penalty of the linear classifier."""

import numpy as np

from exercises.arguments import linear, unlikely
from exercises.slips.cross_entropy import BY_MARGINS, CROSS_ENTROPY, MARKED_LOGSCORES
from exercises.slips.penalty import penalty_value
from exercises.slips.softmax import (
    CLIPPED,
    LOG_SOFTMAX,
    MARGIN,
    MARKED_SHARES,
    MARKED_ZEROS,
    SHARES,
    UNNORMALISED,
)
from exercises.views import difference
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `linear_loss(X, y, W, b, alpha)`: the training loss of the linear classifier, one number.

It has two parts, which are added:

- the data loss: the **average** over the N examples of $-\ln p_y$, where $p_y$ is the softmax
  probability of the true class, computed from the scores $U = XW + \mathbf{1}b$;
- the penalty $\frac{\alpha}{2} \left( \sum W^2 + \sum b^2 \right)$, over all entries of W **and**
  of b. It is not divided by N.

X has shape (N, D), W (D, K), b (1, K); the labels y are integers $0, …, K-1$ in an array of
shape (N,). The loss must stay finite and accurate for scores of ±1000; leave all inputs
unchanged. Your `cross_entropy` may help.
"""


def linear_loss(X, y, W, b, alpha):
    """Return the loss, a number.  X: (N, D), y: (N,), W: (D, K), b: (1, K), alpha: a number."""
    rows = np.arange(len(y))
    U = X @ W + b
    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    logp = S - np.log(total)
    picked = logp[rows, y]
    data = -picked.mean()
    squares = sum(np.sum(p * p) for p in (W, b))
    penalty = 0.5 * alpha * squares
    return float(data + penalty)


def positive(X, y, W, b, alpha):
    """The same with scores above 0, whose own logarithms exist."""
    return abs(X), y, abs(W), abs(b), alpha


def cases(rng: np.random.Generator) -> list[Case]:
    def penalty_alone(name, X, y, W, b, alpha):
        return Case(
            name,
            (X, y, W, b, alpha),
            lines=("penalty",),
            view=difference,
            more=((X, y, W, b, 0.0),),
        )

    whole, data, stable = ("whole loss",), ("data loss",), ("large scores",)
    X, y, W, b, _ = linear(rng, 6, 3, 3, scale=600.0)
    absent = linear(rng, 5, 4, 4, 0.0, absent=True)
    sure = (X @ W + b).argmax(axis=1)
    last = np.array([2])
    apart = np.array([[1.0, 2]]), np.array([0]), np.array([[400.0, 0, -400], [300, 0, -300]])
    below = np.array([[1.0, 2]]), np.array([1]), np.array([[240.0, 0, 220], [240, 0, 240]])
    alone = np.array([[1.0, 2]]), np.array([2]), np.array([[400.0, 300, 100], [300, 300, 450]])
    return [
        Case("seven examples", linear(rng, 7, 4, 3), lines=whole),
        Case("no penalty", linear(rng, 6, 2, 5, alpha=0.0), 2, data),
        Case("one example, no penalty", positive(*linear(rng, 1, 3, 2, alpha=0.0)), 1, data),
        Case("one class absent, no penalty", positive(*absent), 1, data),
        penalty_alone("penalty alone", *linear(rng, 7, 4, 3, alpha=0.37)),
        penalty_alone("strong penalty alone", *linear(rng, 5, 2, 4, alpha=1.7)),
        Case("one example, scores from 1000 to -1000", (*apart, np.zeros((1, 3)), 0.0), 1, stable),
        Case("a wrong class 720 above the true one", (*below, np.zeros((1, 3)), 0.0), 1, stable),
        Case(
            "the true class at −1000", (apart[0], last, apart[2], np.zeros((1, 3)), 0.0), 1, stable
        ),
        Case("one example, scores near 1000", (*alone, np.zeros((1, 3)), 0.0), 1, stable),
        Case(
            "one example, scores near -1000",
            (-apart[0], *alone[1:], np.zeros((1, 3)), 0.0),
            1,
            stable,
        ),
        Case("scores near ±1000", (X, y, W, b, 0.0), 2, stable),
        Case("scores near ±1000, each example right", (X, sure, W, b, 0.0), 1, stable),
        # What is added to a probability shows where that is small, but not rounded to 0.
        Case("wrong classes 25 above the true one", unlikely(), 1, stable),
    ]


exercise = Code(
    title="Training loss of the linear classifier",
    slide="Loss function (Compute in numpy)",
    prompt=PROMPT,
    conventions="G1 G2 G3 G4 G7",
    needs=("cross_entropy", "penalty_derivative"),
    reference=linear_loss,
    returns=("loss",),
    cases=cases,
    rubric=(
        Part("data loss", points=1.5),
        Part("penalty", points=1.5),
        Part("whole loss", points=0.5),
        Part("large scores", points=1),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        *LOG_SOFTMAX,
        SHARES,
        MARKED_SHARES,
        MARGIN,
        Mistake("FW-NOBIAS", "The bias is missing from your scores.", ("X @ W + b", "X @ W")),
        *CLIPPED,
        *CROSS_ENTROPY,
        UNNORMALISED,
        *BY_MARGINS,
        MARKED_ZEROS,
        MARKED_LOGSCORES,
        *penalty_value("W", "b"),
        Mistake(
            "PEN-INSIDE",
            "You add the penalty once for every example, and nothing is averaged: only the data "
            "loss runs over the examples.",
            ("picked.mean()", "picked.sum()"),
            ("data + penalty", "data + len(y) * penalty"),
        ),
    ),
    hints=(
        "Two parts: the averaged data loss, and the penalty, which is not averaged.",
        "The data loss is your cross_entropy of the scores $XW + b$.",
        "`cross_entropy(X @ W + b, y) + 0.5 * alpha * (np.sum(W * W) + np.sum(b * b))`",
    ),
)
