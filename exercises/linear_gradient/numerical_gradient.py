"""Slide "Compute gradient in numpy" (checking the claims): a gradient by central differences."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code
from grader.core.run import Expression
from grader.core.sheet import STRIDED

PROMPT = r"""
Write `numerical_gradient(f, W, h=1e-5)`: central differences

$$\frac{f(W + hE) - f(W - hE)}{2h}$$

for every entry of the array W (of any shape), where E is 1 at that entry and 0 elsewhere. f maps an
array of that shape to a number. Return an array of the shape of W. W itself must be unchanged
afterwards; it may be an array of integers.
"""


def numerical_gradient(f, W, h=1e-5):
    """Return G.  f: maps an array to a number, W: an array of any shape, h: the step."""
    G = np.zeros(W.shape)
    for i in np.ndindex(*W.shape):
        P = W.astype(float)
        M = W.astype(float)
        P[i] += h
        M[i] -= h
        G[i] = (f(P) - f(M)) / (2 * h)
    return G


CUBES = Expression("lambda w: float(np.sum(w**3))")
WAVES = Expression("lambda w: float(np.sin(w).sum() * w.flat[0])")
ONE_ENTRY = Expression("lambda w: float(np.exp(w[0, 1]))")
SQUARES = Expression("lambda w: float((w * w).sum())")


def cases(rng: np.random.Generator) -> list[Case]:
    whole = ("all entries, any shape",)
    return [
        Case("cubes", (CUBES, rng.normal(size=(3, 2))), 2, rtol=1e-7),
        Case("h = 0.1", (CUBES, np.array([[2.0, -1.0]]), 0.1), rtol=1e-7),
        Case("three axes", (WAVES, rng.normal(size=(2, 2, 2))), 2, whole, rtol=1e-7),
        Case("one row", (ONE_ENTRY, rng.normal(size=(1, 3))), 1, whole, rtol=1e-7),
        Case("an array of integers", (SQUARES, np.arange(6).reshape(2, 3)), 1, whole),
    ]


exercise = Code(
    title="Numerical gradient",
    slide="Compute gradient in numpy (check of the claims)",
    prompt=PROMPT,
    conventions="G7",
    reference=numerical_gradient,
    returns=("G",),
    cases=cases,
    standard=(STRIDED,),
    rubric=(
        Part("central difference", points=2),
        Part("all entries, any shape", points=2),
        Part("W unchanged", points=1, form=True),
    ),
    mistakes=(
        Mistake(
            "F9-FORWARD",
            "This is the one-sided difference; the central difference is far more accurate.",
            ("(f(P) - f(M)) / (2 * h)", "(f(P) - f(W.astype(float))) / h"),
        ),
        Mistake(
            "F9-BACKWARD",
            "This is the difference to the left only; go the same way to both sides.",
            ("(f(P) - f(M)) / (2 * h)", "(f(W.astype(float)) - f(M)) / h"),
        ),
        Mistake(
            "F9-2H",
            "Your slopes are twice too large: how far apart are the two points?",
            ("/ (2 * h)", "/ h"),
        ),
        Mistake(
            "F9-NORESET",
            "An entry stays changed while you change the next one; restore it first.",
            (
                "    for i in np.ndindex(*W.shape):\n"
                "        P = W.astype(float)\n"
                "        M = W.astype(float)\n",
                "    P = W.astype(float)\n"
                "    M = W.astype(float)\n"
                "    for i in np.ndindex(*W.shape):\n",
            ),
        ),
        Mistake(
            "F9-ALLATONCE",
            "You move all entries together; change one entry at a time.",
            ("P[i] += h", "P += h"),
            ("M[i] -= h", "M -= h"),
        ),
        Mistake(
            "F9-INT",
            "In an array of integers a small step is lost: work on a float copy.",
            ("P = W.astype(float)", "P = W.copy()"),
            ("M = W.astype(float)", "M = W.copy()"),
        ),
        Mistake("F9-SIGN", "The sign is reversed.", ("f(P) - f(M)", "f(M) - f(P)")),
        Mistake(
            "F9-FIXEDH",
            "You use a step of your own; use the h that is passed.",
            ("G = np.zeros(W.shape)", "h = 1e-5\n    G = np.zeros(W.shape)"),
        ),
        Mistake(
            "F9-INPLACE",
            "W is changed afterwards: work on copies, or put every entry back.",
            ("        P = W.astype(float)\n", "        P = W if W.dtype == float else W * 1.0\n"),
            ("    return G", "        if P is W:\n            P[i] -= h / 2\n    return G"),
        ),
    ),
    hints=(
        "Change one entry at a time.",
        "`np.ndindex(*W.shape)` runs over all positions.",
        "Copy W as floats before you change it: `P = W.astype(float); P[i] += h`.",
    ),
)
