"""Slide "Compute gradient in numpy" (claim): the gradient with respect to the scores."""

import numpy as np

from exercises.arguments import scores
from exercises.linear_gradient import score_derivative
from exercises.softmax.softmax import softmax
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code, Link

PROMPT = r"""
Write `dscores(U, y)`: the $(N, K)$ array of derivatives of the **average** cross-entropy loss
(natural logarithm) with respect to the scores $U$ of shape $(N, K)$. The labels $y$ are integers
$0, …, K-1$ in an array of shape $(N,)$.

It must work for scores of ±1000. Return a new array and leave U as it is.
"""


def dscores(U, y):
    """Return dU.  U: (N, K), y: (N,); dU: (N, K)."""
    N = len(y)
    rows = np.arange(N)
    top = U.max(axis=1, keepdims=True)
    S = U - top
    E = np.exp(S)
    P = E / E.sum(axis=1, keepdims=True)
    G = P.copy()
    G[rows, y] -= 1.0
    return G / N


def cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case("seven examples, three classes", scores(rng, 7, 3), weight=2),
        Case("one example, two classes", scores(rng, 1, 2)),
        Case("a class is absent", (rng.normal(size=(5, 4)), np.array([0, 2, 2, 0, 3]))),
        Case("square", scores(rng, 4, 4)),
        Case(
            "scores of ±1000",
            (np.array([[1000.0, 0.0], [0.0, 1000.0]]), np.array([1, 1])),
            lines=("large scores",),
        ),
        Case(
            "each row adds to 0",
            scores(rng, 6, 4),
            lines=("1 subtracted at the true class",),
            # Compared as 1: beside 0 the rounding of a float32 would count.
            view=lambda dU: 1 + dU.sum(axis=1),
        ),
        Case(
            "softmax and labels, whatever the factor",
            scores(rng, 6, 4),
            lines=("1 subtracted at the true class",),
            view=lambda dU: dU / abs(dU).sum(),
        ),
    ]


def one_example(U, y):
    """The symbols of the formula for the only row; where there are several, 1/N comes in."""
    return {"p": softmax(U), "t": np.eye(U.shape[1])[y]} if len(y) == 1 else None


exercise = Code(
    title="Gradient with respect to the scores",
    slide="Compute gradient in numpy (claim)",
    prompt=PROMPT,
    conventions="G2 G3 G7",
    needs=("softmax", "score_derivative"),
    reference=dscores,
    returns=("dU",),
    links=(
        Link(formula=score_derivative, output="dU", symbols=one_example, about="dU of one example"),
    ),
    cases=cases,
    rubric=(
        Part("dU", points=2),
        Part("1 subtracted at the true class", points=1),
        Part("large scores", points=0.5),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "NM-SUM",
            "Your gradient is N times too large: the loss is an average.",
            ("return G / N", "return G"),
        ),
        Mistake(
            "NM-K",
            "You divide by the number of classes; over what does the loss average?",
            ("G / N", "G / U.shape[1]"),
        ),
        Mistake(
            "NM-NK",
            "You divide by the number of all entries, N·K; over what does the loss average?",
            ("G / N", "G / U.size"),
        ),
        Mistake("NM-TWICE", "You divide by N twice.", ("G / N", "G / N**2")),
        Mistake(
            "DL-NOSUB",
            "The labels never enter: something is missing at the true class of each row.",
            ("    G[rows, y] -= 1.0\n", ""),
        ),
        Mistake(
            "DL-FANCY",
            "[:, y] changes whole columns, once for every label that occurs; each row has its own "
            "true class.",
            ("G[rows, y]", "G[:, y]"),
        ),
        Mistake(
            "DL-AFTER",
            "You divide by N first and then subtract a full 1; the whole difference is averaged.",
            (
                "G[rows, y] -= 1.0\n    return G / N",
                "G = G / N\n    G[rows, y] -= 1.0\n    return G",
            ),
        ),
        Mistake(
            "DL-BEFORE",
            "Only the one-hot part is divided by N; the whole difference is averaged.",
            ("G[rows, y] -= 1.0\n    return G / N", "G[rows, y] -= 1.0 / N\n    return G"),
        ),
        Mistake("DL-SIGN", "The sign is reversed.", ("return G / N", "return -G / N")),
        Mistake(
            "DL-PLUS",
            "At the true class the 1 has the wrong sign.",
            ("G[rows, y] -= 1.0", "G[rows, y] += 1.0"),
        ),
        Mistake(
            "DL-SCORES",
            "You start from the raw scores; start from the probabilities.",
            ("G = P.copy()", "G = U.astype(float)"),
        ),
        Mistake(
            "DL-LOGP",
            "You start from log-probabilities; the gradient contains the probabilities themselves.",
            ("G = P.copy()", "G = np.log(P)"),
        ),
        Mistake(
            "DL-SIGMOID",
            "There is a factor p(1 − p) too many: it cancels with the derivative of the logarithm.",
            ("return G / N", "return G * P * (1 - P) / N"),
        ),
        Mistake(
            "DL-ALL",
            "You subtract 1 from every class; subtract it at the true class only.",
            ("G[rows, y] -= 1.0", "G -= 1.0"),
        ),
        Mistake(
            "DL-TRUEONLY",
            "Only the column of the true class is filled; the other classes get a gradient too.",
            ("return G / N", "return G * np.eye(U.shape[1])[y] / N"),
        ),
        Mistake(
            "DL-ONLYT",
            "The softmax probabilities are missing from the gradient.",
            ("G = P.copy()", "G = np.zeros(U.shape)"),
        ),
        Mistake(
            "DL-LABEL1",
            "The 1 is subtracted one column too early: label 0 is the first column.",
            ("G[rows, y]", "G[rows, y - 1]"),
        ),
        Mistake(
            "SM-AXIS0",
            "Your softmax adds to 1 down the columns; each row must add to 1.",
            ("U.max(axis=1, keepdims=True)", "U.max(axis=0, keepdims=True)"),
            ("E.sum(axis=1, keepdims=True)", "E.sum(axis=0, keepdims=True)"),
        ),
        Mistake(
            "SM-GLOBAL",
            "Your softmax divides by the sum of the whole array; each row has its own sum.",
            ("E.sum(axis=1, keepdims=True)", "E.sum()"),
        ),
        Mistake(
            "SM-NONORM",
            "The exponentials are never divided by their sum.",
            ("P = E / E.sum(axis=1, keepdims=True)", "P = E"),
        ),
        Mistake(
            "SM-UNSTABLE",
            "exp overflows for large scores: what can you subtract from a row without changing its "
            "softmax?",
            ("S = U - top", "S = U"),
        ),
        Mistake(
            "DL-INPLACE",
            "Your function overwrites the caller's scores; work on a copy.",
            ("S = U - top", "U -= top\n    S = U"),
        ),
        Mistake(
            "DL-SCORES/shift",
            "You start from the raw scores; start from the probabilities.",
            ("G = P.copy()", "G = S.copy()"),
        ),
        Mistake(
            "DL-LABEL1/none",
            "The 1 is subtracted one column too early: label 0 is the first column.",
            ("G[rows, y]", "G[rows[y > 0], y[y > 0] - 1]"),
        ),
        Mistake(
            "DL-TWICE",
            "The one-hot part is divided by N twice, the probabilities once.",
            ("-= 1.0", "-= 1.0 / N"),
        ),
        Mistake(
            "DL-LAST",
            "Only the row of the last example is filled; each example has one.",
            ("return G / N", "return G * (rows == N - 1)[:, None] / N"),
        ),
        Mistake(
            "SM-AXIS0/sum",
            "Your softmax adds to 1 down the columns; each row must add to 1.",
            ("E.sum(axis=1, keepdims=True)", "E.sum(axis=0, keepdims=True)"),
        ),
    ),
    hints=(
        "dL/du = (softmax − one-hot) / N.",
        "Copy the probabilities and subtract 1 at `[np.arange(N), y]`.",
        "`P[np.arange(N), y] -= 1; return P / N`",
    ),
)
