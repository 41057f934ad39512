"""Slide "Loss function": the averaged cross-entropy, from the scores."""

import numpy as np

from exercises.arguments import scores
from exercises.slips.cross_entropy import BY_MARGINS, CROSS_ENTROPY, MARKED_LOGSCORES
from exercises.slips.softmax import (
    CLIPPED,
    LOG_SOFTMAX,
    MARGIN,
    MARKED_SHARES,
    MARKED_ZEROS,
    RATIO,
    SHARES,
    UNNORMALISED,
)
from grader.core.exercise import Case, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `cross_entropy(U, y)`: the **average** over the N examples of $-\ln p_y$, where $p_y$ is the
softmax probability of the true class, one number.

U holds the **scores** (not yet probabilities), shape (N, K), one example in each row; the labels y
are integers $0, …, K-1$ in an array of shape (N,). The logarithm is the natural one.

The result must be finite and accurate for scores of ±1000, even where the probability of the true
class is too small for the computer. Leave U and y unchanged.
"""


def cross_entropy(U, y):
    """Return the loss, a number.  U: (N, K), y: (N,)."""
    rows = np.arange(len(y))
    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    logp = S - np.log(total)
    picked = logp[rows, y]
    return float(-picked.mean())


def cases(rng: np.random.Generator) -> list[Case]:
    def one(name, u, label, line):
        return Case(name, (np.array([u]), np.array([label])), lines=(line,))

    average, single, large = ("average over the examples",), "one example", "large scores"
    absent = rng.uniform(0.1, 3, size=(5, 4)), np.array([0, 2, 2, 0, 3])
    far = np.array([[1000.0, 0, -1000], [-1000, 0, 1000]]), np.array([2, 2])
    among = np.array([[0.4, 1.2, -0.3], [800, 790, 0], [1.1, 0.2, 0.6]]), np.array([2, 0, 1])
    levels = np.array([[-1000.0, -999, -1002], [1000, 999, 998]]), np.array([2, 0])
    unlikely = np.array([[14.0, -14, 13, 12], [-13, 13, 11, 12], [13, 15, -13, 14]])
    return [
        Case("seven examples", scores(rng, 7, 3), 2, average),
        Case("as many examples as classes", scores(rng, 4, 4), 1, average),
        Case("class 1 absent", absent, 1, average),
        Case("equal scores", (np.zeros((6, 3)), np.array([0, 1, 2, 0, 1, 2])), 1, average),
        one("one example, first class", [0.5, 2.0, 1.0, 0.3], 0, single),
        one("one example, last class", [1.5, 0.2, 0.8], 2, single),
        one("one example, largest score", [0.4, 1.7], 1, single),
        one("a wrong class at 1000", [0.0, 1000.0], 0, large),
        one("three scores near 1000", [1000.0, 999, 998], 1, large),
        one("three scores near -1000", [-1000.0, -999, -1002], 2, large),
        one("the true class at 1000", [1000.0, 0.0, -1000.0], 0, large),
        one("two scores near 1000, one far below", [1000.0, 999, -1000], 1, large),
        one("a wrong class 720 above the true one", [0.0, 720.0, 700], 0, large),
        Case("rows near 1000 and near -1000", levels, 1, (large,)),
        Case("one row far from its true class, one at it", far, 1, (large,)),
        Case("one row of large scores among others", among, 1, (large,)),
        # What is added to a probability shows where that is small, but not rounded to 0.
        Case("wrong classes 25 above the true one", (unlikely, np.array([1, 0, 2])), 1, (large,)),
    ]


exercise = Code(
    title="Average cross-entropy from scores",
    slide="Loss function",
    prompt=PROMPT,
    conventions="G1 G2 G3 G7",
    needs=("softmax", "digit_loss"),
    reference=cross_entropy,
    returns=("loss",),
    cases=cases,
    rubric=(
        Part("one example", points=1.5),
        Part("average over the examples", points=1.5),
        Part("large scores", points=1.5),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        *LOG_SOFTMAX,
        SHARES,
        MARKED_SHARES,
        MARGIN,
        *CLIPPED,
        *CROSS_ENTROPY,
        UNNORMALISED,
        *BY_MARGINS,
        MARKED_LOGSCORES,
        RATIO,
        MARKED_ZEROS,
    ),
    hints=(
        "$\\ln p_y = u_y - \\ln \\sum_k \\exp(u_k)$: no probability is needed.",
        "Subtract the largest score of each row before you exponentiate.",
        "`S = U - U.max(axis=1, keepdims=True)`, then "
        "`logp = S - np.log(np.exp(S).sum(axis=1, keepdims=True))`; pick "
        "`logp[np.arange(len(y)), y]`.",
    ),
)
