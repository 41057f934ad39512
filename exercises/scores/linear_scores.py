"""Slide "Review: Matrix multiplication": the scores XW + b, for all examples at once."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `linear_scores(X, W, b)` that returns the scores $U = XW + \mathbf{1} b$ of the linear
classifier: one row for each example, one column for each class.

X has shape (N, D), W (D, K) and b (1, K); the same b is added to every row. A bias of shape (K,)
must work too. Return a new array of shape (N, K) and leave X, W and b unchanged.
"""


def linear_scores(X, W, b):
    """Return U.  X: (N, D), W: (D, K), b: (1, K); U: (N, K)."""
    return X @ W + b


def cases(rng: np.random.Generator) -> list[Case]:
    def arguments(N, D, K):
        return rng.normal(size=(N, D)), rng.normal(size=(D, K)), rng.normal(size=(1, K))

    def unbiased(N, D, K):
        return *arguments(N, D, K)[:2], np.zeros((1, K))

    X, W, b = arguments(5, 2, 4)
    whole, product = ("bias added to every row",), ("XW",)
    return [
        Case("seven examples", arguments(7, 4, 3), 2, whole),
        Case("one example", arguments(1, 4, 3), 1, whole),
        Case("as many examples as classes", arguments(3, 2, 3), 2, whole),
        Case("b of shape (K,)", (X, W, b[0]), 1, whole),
        Case("b is 0", unbiased(7, 4, 3), 2, product),
        Case("square matrices, b is 0", unbiased(3, 3, 3), 2, product),
    ]


exercise = Code(
    title="Scores of the linear classifier",
    slide="Review: Matrix multiplication",
    prompt=PROMPT,
    conventions="G1 G7",
    needs=("score_shapes",),
    reference=linear_scores,
    returns=("U",),
    cases=cases,
    rubric=(
        Part("XW", points=1.5),
        Part("bias added to every row", points=1),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake("FW-NOBIAS", "The bias b is not added.", ("X @ W + b", "X @ W")),
        Mistake(
            "C2-ELEM",
            "* multiplies element by element; you need a matrix product.",
            ("X @ W", "X * W"),
        ),
        Mistake(
            "C2-WT",
            "W has one row for each input already; it needs no transpose.",
            ("X @ W", "X @ W.T"),
        ),
        Mistake(
            "C2-BT",
            "You add b to the columns; it has one entry for each class, so it belongs to the rows.",
            ("X @ W + b", "X @ W + np.reshape(b, (-1, 1))"),
        ),
        Mistake(
            "C2-INPLACE",
            "Your function changes its inputs; work on copies.",
            ("return X @ W + b", "W *= 2.0\n    return X @ W / 2 + b"),
        ),
    ),
    hints=(
        "One operator of numpy multiplies matrices; `*` does not.",
        "numpy adds a (1, K) array to every row by itself (broadcasting).",
        "`X @ W + b`",
    ),
)
