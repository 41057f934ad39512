"""Slide "Compute gradient in numpy": the indicator 1[y = k], as an array."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `one_hot(y, K)`: the array of shape (N, K) with a 1 in column `y[i]` of row i and 0 elsewhere.

The labels y are integers $0, …, K-1$ in an array of shape (N,). K is given, since a class may be
absent from y. Leave y unchanged.
"""


def one_hot(y, K):
    """Return T.  y: (N,), K: a whole number; T: (N, K)."""
    rows = np.arange(len(y))
    T = np.zeros((len(y), K))
    T[rows, y] = 1.0
    return T


def cases(rng: np.random.Generator) -> list[Case]:
    absent = ("absent classes",)
    return [
        Case("nine examples", (np.append(rng.integers(0, 4, 8), 3), 4), weight=2),
        Case("one example", (np.array([1]), 2)),
        Case("every class once", (rng.permutation(5), 5)),
        Case("class 1 absent", (np.array([2, 0, 2]), 3), 1, absent),
        Case("the last classes absent", (np.array([0, 0]), 5), 1, absent),
    ]


exercise = Code(
    title="One-hot labels",
    slide="Compute gradient in numpy (indicator)",
    prompt=PROMPT,
    conventions="G1 G2 G7",
    reference=one_hot,
    returns=("T",),
    cases=cases,
    rubric=(
        Part("right positions", points=2),
        Part("absent classes", points=0.5),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "C3-FANCY",
            "[:, y] fills whole columns; each row needs one single 1.",
            ("T[rows, y]", "T[:, y]"),
        ),
        Mistake(
            "CE-LABEL1",
            "Your 1 stands one column too early: label 0 is the first column.",
            ("T[rows, y]", "T[rows, y - 1]"),
        ),
        Mistake(
            "C3-NOK",
            "You take the number of columns from y; its largest label may be absent.",
            ("np.zeros((len(y), K))", "np.zeros((len(y), y.max() + 1))"),
        ),
        Mistake(
            "C3-UNIQUE",
            "You make columns only for the labels that occur; every class needs one.",
            ("return T", "return (y[:, None] == np.unique(y)).astype(float)"),
        ),
        Mistake(
            "C3-T",
            "Rows and columns are swapped: one row for each example.",
            ("return T", "return T.T"),
        ),
    ),
    hints=(
        "Start from an array of zeros.",
        "Two index arrays of the same length pick one entry for each row.",
        "`T[np.arange(len(y)), y] = 1`",
    ),
)
