"""Slide "Loss function": the softmax of every row, for scores of any size."""

import numpy as np

from exercises.arguments import scores
from exercises.slips.softmax import ABSOLUTE, PROBABILITIES, SMALLEST, UNSTABLE
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `softmax(U)` that applies the softmax

$$p_k = \frac{\exp(u_k)}{\sum_j \exp(u_j)}$$

to each **row** of U, an array of shape (N, K) with the scores of one example in each row. Return a
new array of the same shape; U stays unchanged.

It must work for scores as large as ±1000, without nan, inf or a warning about overflow.
"""


def softmax(U):
    """Return P.  U: (N, K); P: (N, K)."""
    top = U.max(axis=1, keepdims=True)
    S = U - top
    total = np.exp(S).sum(axis=1, keepdims=True)
    return np.exp(S) / total


def cases(rng: np.random.Generator) -> list[Case]:
    values, rows, large = ("values",), ("each row by itself",), ("large scores",)
    thousands = np.array([[1000.0, 1001, 999], [-1000, -1001, -999], [0, 1000, -1000]])
    levels = np.array([[1000.0, 0], [-1000, 0]])
    far_apart = np.array([[1000.0, 999], [-1000, -999]])
    return [
        Case("seven examples", scores(rng, 7, 3)[:1], 2, values),
        Case("as many examples as classes", scores(rng, 4, 4)[:1], 2, values),
        Case("one example", scores(rng, 1, 2)[:1], 1, values),
        Case("rows add up to 1", scores(rng, 6, 5)[:1], 1, rows, view=sums_and_winners),
        Case("scores of ±1000", (thousands,), 2, large),
        Case("a score of ±1000 beside 0", (levels,), 1, large),
        Case("rows near 1000 and near -1000", (far_apart,), 1, large),
        Case("scores near -1000", (far_apart[1:],), 1, large),
    ]


def sums_and_winners(P):
    """What holds for probabilities: rows add up to 1, the largest score wins, none is negative."""
    return [P.sum(axis=1), P.argmax(axis=1), P.min() >= 0]


exercise = Code(
    title="Stable softmax",
    slide="Loss function",
    prompt=PROMPT,
    conventions="G1 G7",
    needs=("softmax_by_hand",),
    reference=softmax,
    returns=("P",),
    cases=cases,
    rubric=(
        Part("values", points=2),
        Part("each row by itself", points=1),
        Part("large scores", points=1.5),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        UNSTABLE,
        SMALLEST,
        ABSOLUTE,
        *PROBABILITIES,
        Mistake(
            "SM-KEEPDIMS",
            "Your sums have shape (N,), so numpy matches them with the columns: keep the axis.",
            ("np.exp(S).sum(axis=1, keepdims=True)", "np.exp(S).sum(axis=1)"),
        ),
        Mistake(
            "SM-KEEPDIMS/max",
            "Your maxima have shape (N,), so numpy matches them with the columns: keep the axis.",
            ("U.max(axis=1, keepdims=True)", "U.max(axis=1)"),
        ),
        Mistake(
            "SM-INPLACE",
            "You change the caller's array: `-=` works on U itself.",
            ("S = U - top", "U -= top; S = U"),
        ),
        Mistake(
            "SM-ROUND",
            "You round the probabilities; return them as they are.",
            ("np.exp(S) / total", "np.round(np.exp(S) / total, 3)"),
        ),
    ),
    hints=(
        "Exponentiate, then divide each row by its own sum.",
        "Adding a constant to all scores of a row does not change its softmax: which constant "
        "makes exp harmless?",
        "`E = np.exp(U - U.max(axis=1, keepdims=True))`, then `E / E.sum(axis=1, keepdims=True)`",
    ),
)
