"""Slide "Summary" (for cross-entropy "the gradient of the loss is more complicated")."""

import numpy as np

from exercises.arguments import scores
from exercises.slips.scores import FINITE_LOGARITHMS, SCORE_GRADIENT
from exercises.slips.softmax import PROBABILITIES, UNSTABLE
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
The backward pass is the same for every loss but for where it starts. Write
`output_grads(U, y, loss)` that returns dU, the derivative of the loss with respect to the output
$U$ of the network. U and dU have shape (N, K). Both losses are **averages over the N examples**:

- `loss` is `'ce'`: the softmax cross-entropy $-\ln p_y$ (natural logarithm); y are integer labels
  $0, …, K-1$ of shape (N,).
- `loss` is `'mse'`: the squared loss $\sum_k (U_k - Y_k)^2$, a **sum** over the outputs without
  factor 1/2; y are targets of shape (N, K).

For `'ce'` it must work for scores of ±1000. Return a new array and leave U as it is.
"""


def output_grads(U, y, loss):
    """Return dU.  U: (N, K), y: (N,) or (N, K); dU: (N, K).

    loss is 'ce' or 'mse'.
    """
    N, rows = len(U), np.arange(len(U))
    if loss == "mse":
        return 2.0 * (U - y) / N
    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    P = np.exp(S) / total
    G = P.copy()
    G[rows, y] -= 1.0
    dU = G / N
    assert dU.shape == U.shape  # a gradient has the shape of what it belongs to
    return dU


def cases(rng: np.random.Generator) -> list[Case]:
    def targets(N, K):
        return rng.normal(size=(N, K)), rng.normal(size=(N, K)), "mse"

    ce, mse = ("ce",), ("mse",)
    large = np.array([[900.0, 0, -900], [-1000, -900, -1100]])
    return [
        Case("cross-entropy", (*scores(rng, 7, 3), "ce"), 2, ce),
        Case("cross-entropy, square", (*scores(rng, 4, 4), "ce"), 1, ce),
        Case("cross-entropy, one example, two classes", (*scores(rng, 1, 2), "ce"), 1, ce),
        Case("cross-entropy, scores near ±1000", (large, np.array([1, 1]), "ce"), 1, ce),
        Case("squared loss", targets(5, 2), 2, mse),
        Case("squared loss, one output", targets(6, 1), 1, mse),
        Case("squared loss, one example", targets(1, 3), 1, mse),
    ]


SQUARED = "2.0 * (U - y) / N"

exercise = Code(
    title="Gradients at the output for two losses",
    slide="Summary (cross-entropy: the steps are the same except the gradient of the loss)",
    prompt=PROMPT,
    conventions="G2 G3 G7 G9",
    needs=("dscores", "chain_backprop"),
    reference=output_grads,
    returns=("dU",),
    cases=cases,
    rubric=(
        Part("ce", points=1.75),
        Part("mse", points=1.75),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "L1-NO2",
            "For the squared loss your gradient is twice too small: differentiate the square once "
            "more.",
            (SQUARED, "(U - y) / N"),
        ),
        Mistake(
            "O3-MEANALL",
            "For the squared loss you average over the outputs too; they are summed.",
            (SQUARED, "2.0 * (U - y) / U.size"),
        ),
        Mistake(
            "DL-SIGN/mse",
            "For the squared loss the sign is reversed: where the output is too large, the loss "
            "grows with it.",
            (SQUARED, "2.0 * (y - U) / N"),
        ),
        Mistake(
            "NM-SUM/mse",
            "For the squared loss your gradient is N times too large: the loss is an average over "
            "the examples.",
            (SQUARED, "2.0 * (U - y)"),
        ),
        Mistake(
            "NM-SUM/both",
            "Your gradients are N times too large, for both losses: they are averages over the "
            "examples.",
            (SQUARED, "2.0 * (U - y)"),
            ("dU = G / N", "dU = 1.0 * G"),
        ),
        Mistake(
            "O3-SAME",
            "For cross-entropy you differentiate a squared loss of the scores; it is a function of "
            "the softmax probabilities.",
            ("G = P.copy()", "G = 2.0 * U"),
        ),
        *PROBABILITIES,
        UNSTABLE,
        *SCORE_GRADIENT,
        FINITE_LOGARITHMS,
        Mistake(
            "DL-INPLACE",
            "Your function overwrites the caller's scores; work on a copy.",
            ("S = U - top", "U -= top\n    S = U"),
        ),
    ),
    hints=(
        "The cross-entropy is your `dscores`.",
        "For the squared loss, differentiate $(u - y)^2$ entry by entry.",
        "Both are averages: divide by the number of examples, and by nothing else.",
    ),
)
