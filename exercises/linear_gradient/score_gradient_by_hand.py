"""Slide "Compute gradient in numpy" (claim): dL/du for two examples, by hand."""

import numpy as np

from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Array

PROMPT = r"""
Two examples, three classes 0, 1, 2. The softmax probabilities are (one row for each example)

P = «P»

and the labels are y = «y». Give the 2×3 array of the derivatives of the **average** cross-entropy
loss with respect to the scores.
"""


def draw(rng):
    q = rng.multinomial(14, [1 / 3] * 3, 2) + 2
    P = np.round(q / 20.0, 2)
    y = rng.choice(3, 2, replace=False)
    (p00, p01, p02), (p10, p11, p12) = P.tolist()
    entries = {"p00": p00, "p01": p01, "p02": p02, "p10": p10, "p11": p11, "p12": p12}
    return {"P": P, "y": y, **entries, "y0": int(y[0]), "y1": int(y[1])}


def gradient(P, y):
    T = np.eye(3)[y]
    return (P - T) / 2


exercise = Array(
    title="dL/du by hand",
    slide="Compute gradient in numpy (claim)",
    prompt=PROMPT,
    conventions="G2 G3",
    needs=("score_derivative",),
    rows=("example 1", "example 2"),
    columns=("class 0", "class 1", "class 2"),
    draw_parameters=draw,
    reference=gradient,
    marks=2,
    tolerance=Tolerance(1e-9, 0.002),
    mistakes=(
        Mistake(
            "NM-SUM",
            "These are the derivatives of the sum of the two losses; the loss is their average.",
            ("(P - T) / 2", "P - T"),
        ),
        Mistake(
            "DL-NOSUB",
            "The labels do not enter yet: something is missing at the true class of each row.",
            ("(P - T) / 2", "P / 2"),
        ),
        Mistake("DL-SIGN", "The sign is reversed.", ("P - T", "T - P")),
        Mistake(
            "DL-AFTER",
            "You divide only the probabilities by N; the whole difference is averaged.",
            ("(P - T) / 2", "P / 2 - T"),
        ),
        Mistake(
            "DL-ALL",
            "You subtract from every class; subtract at the true class only.",
            ("P - T", "P - 1"),
        ),
        Mistake(
            "DL-TRUEONLY",
            "The entries of the wrong classes are not 0.",
            ("(P - T) / 2", "(P - 1) * T / 2"),
        ),
        Mistake(
            "DL-LABEL1",
            "You subtract one column too early: the columns are numbered 0, 1, 2.",
            ("np.eye(3)[y]", "np.eye(3)[y - 1]"),
        ),
        Mistake(
            "DL-FANCY",
            "Each row subtracts only in the column of its own label.",
            ("np.eye(3)[y]", "np.eye(3)[y].sum(axis=0)"),
        ),
        Mistake(
            "NM-K",
            "You divide by the number of classes; over what does the loss average?",
            ("/ 2", "/ 3"),
        ),
    ),
    hints=(
        "One row for each example: its probabilities minus the one-hot row of its label.",
        "The average over two examples divides by 2.",
        "Each row adds to 0: use this as a check.",
    ),
)
