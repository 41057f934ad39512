"""Slide "Review: Generating data": a spiral with K arms, which no straight line separates."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code
from grader.core.sheet import TWICE

PROMPT = r"""
Write `make_spiral(n, K, noise)` that returns `(X, y)`: K classes with n points each, class after
class.

Point $i$ of class $k$ has radius $r_i$ and angle $t_i$ and lies at $(r_i \sin t_i, r_i \cos t_i)$:

- the radii of a class are n equally spaced values from 0 to 1, both ends included;
- its angles are n equally spaced values from $4k$ to $4(k+1)$, both ends included, plus the row
  `noise[k]`.

Where n is 1 there is only the first of the equally spaced values, as in `np.linspace`. `noise` has
shape (K, n), is added to the angle only and stays unchanged; nothing is drawn at random here.
X has shape (nK, 2), first coordinate first; y has shape (nK,) and holds the labels $0, …, K-1$ as
integers, since they will be used as indices.
"""


def make_spiral(n, K, noise):
    """Return (X, y).  noise: (K, n); X: (nK, 2), y: (nK,), integers 0 … K−1."""
    X = np.zeros((n * K, 2))
    y = np.zeros(n * K, dtype=int)
    r = np.linspace(0.0, 1.0, n)
    for k in range(K):
        t = np.linspace(4 * k, 4 * (k + 1), n) + noise[k]
        rows = slice(k * n, (k + 1) * n)
        X[rows] = np.column_stack([r * np.sin(t), r * np.cos(t)])
        y[rows] = k
    return X, y


def points(value):
    """The points that came back, to be drawn; None if they are none."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        return None
    X, y = value
    arrays = isinstance(X, np.ndarray) and isinstance(y, np.ndarray)
    if not arrays or X.dtype.kind not in "fiu" or y.dtype.kind not in "iu":
        return None
    if X.shape != (300, 2) or y.shape != (300,) or not np.isfinite(X).all():
        return None
    return {"X": X.tolist(), "y": y.tolist()}


def cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case("300 points, three classes", (100, 3, 0.2 * rng.normal(size=(3, 100)))),
        Case("five classes", (7, 5, 0.1 * rng.normal(size=(5, 7))), 2, ("other sizes",)),
        Case("one point for each class", (1, 2, np.zeros((2, 1))), 1, ("other sizes",)),
        Case(
            "the labels can be used as indices",
            (6, 3, np.zeros((3, 6))),
            lines=("integer labels",),
            view=lambda result: np.arange(3)[result[1]],
        ),
    ]


exercise = Code(
    title="Generate the spiral data",
    slide="Review: Generating data",
    prompt=PROMPT,
    conventions="G1 G2 G7",
    reference=make_spiral,
    returns=("X", "y"),
    cases=cases,
    picture=points,
    standard=(TWICE,),
    rubric=(
        Part("X", points=1.5),
        Part("y", points=0.5),
        Part("integer labels", points=0.5),
        Part("other sizes", points=1),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "B1-SWAP",
            "The two coordinates of X are swapped: see which comes first, sine or cosine.",
            ("[r * np.sin(t), r * np.cos(t)]", "[r * np.cos(t), r * np.sin(t)]"),
        ),
        Mistake(
            "B1-NOISE-INPLACE",
            "You add the angles to noise[k] itself, so the caller's noise changes; work on a copy.",
            ("+ noise[k]", "+ 0\n        noise[k] += t\n        t = noise[k]"),
        ),
        Mistake(
            "B1-FLOATLAB",
            "The labels are floats; they must be integers because they will be used as indices.",
            ("np.zeros(n * K, dtype=int)", "np.zeros(n * K)"),
        ),
        Mistake(
            "B1-ONEHOT",
            "y should hold the labels themselves, with shape (nK,), not one-hot rows.",
            ("return X, y", "return X, np.eye(K)[y]"),
        ),
        Mistake(
            "B1-NOISE-R",
            "You add the noise to the radius; it belongs to the angle.",
            (" + noise[k]", ""),
            (
                "[r * np.sin(t), r * np.cos(t)]",
                "[(r + noise[k]) * np.sin(t), (r + noise[k]) * np.cos(t)]",
            ),
        ),
        Mistake(
            "B1-NONOISE",
            "The noise never enters: it must be added to the angles.",
            (" + noise[k]", ""),
        ),
        Mistake(
            "B1-ARANGE",
            "Your radii stop short of 1: the equally spaced values include both ends.",
            ("np.linspace(0.0, 1.0, n)", "np.arange(n) / n"),
        ),
        Mistake(
            "B1-INTERLEAVE",
            "The rows of X take turns between the classes, so they no longer match the labels: "
            "put one class after the other.",
            ("return X, y", "return X.reshape(K, n, 2).transpose(1, 0, 2).reshape(-1, 2), y"),
        ),
        Mistake(
            "B1-LABEL1",
            "Your labels start at 1; the first class is 0.",
            ("y[rows] = k", "y[rows] = k + 1"),
        ),
        Mistake(
            "B1-SAMENOISE",
            "Every class gets the same row of noise; each has one of its own.",
            ("noise[k]", "noise[0]"),
        ),
        Mistake(
            "B1-ANGLES",
            "Every class has the same angles; each starts where the one before ends.",
            ("np.linspace(4 * k, 4 * (k + 1), n)", "np.linspace(0, 4, n)"),
        ),
        Mistake(
            "B1-NORADIUS",
            "All your points lie on one circle: the radius does not enter.",
            ("[r * np.sin(t), r * np.cos(t)]", "[np.sin(t), np.cos(t)]"),
        ),
    ),
    hints=(
        "Fill the rows of one class at a time, in a loop over k.",
        "`np.linspace(4 * k, 4 * (k + 1), n)` gives the angles of class k before the noise.",
        "`X[k*n : (k+1)*n] = np.column_stack([r * np.sin(t), r * np.cos(t)])`",
    ),
)
