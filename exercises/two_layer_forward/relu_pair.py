"""Slide "Forward pass in the two-layer neural network": ReLU, and the derivative it will need."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code
from grader.core.sheet import STRIDED, TWICE

PROMPT = r"""
Write `relu_pair(Z)` that returns `(H, D)`, two arrays of the shape of Z:

- H is $\max(z, 0)$ for every entry z of Z;
- D is the derivative of the ReLU at every entry: 1.0 where z > 0, and 0.0 elsewhere. Where z is
  exactly 0 the derivative is 0 in this course.

Both are new arrays of floats; Z itself stays unchanged, for the backward pass needs it. Z may have
any shape.
"""


def relu_pair(Z):
    """Return (H, D), both of the shape of Z: the ReLU of Z and its derivative, 0 or 1."""
    H = np.maximum(Z, 0.0)
    D = (Z > 0) * 1.0
    return H, D


def cases(rng: np.random.Generator) -> list[Case]:
    tiny = np.array([[0.0, -0.0, 1e-300, -1e-300, 2.0]])
    return [
        Case("general", (rng.normal(size=(5, 4)),), weight=2),
        Case("one axis", (rng.normal(size=6),)),
        Case("integers", (np.array([[-3, 4, 3], [1, -1, -2]]),)),
        Case("exactly 0, and next to it", (tiny,), lines=("exactly 0",)),
    ]


exercise = Code(
    title="ReLU and its derivative",
    slide="Forward pass in the two-layer neural network (ReLU)",
    prompt=PROMPT,
    conventions="G5 G7",
    reference=relu_pair,
    returns=("H", "D"),
    cases=cases,
    standard=(TWICE, STRIDED),
    rubric=(
        Part("H", points=1),
        Part("D", points=1),
        Part("exactly 0", points=0.5),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "MK-GE",
            "Your derivative is 1 where z is exactly 0; in this course it is 0 there.",
            ("(Z > 0)", "(Z >= 0)"),
        ),
        Mistake(
            "I1-MAX",
            "np.max finds the one largest number of an array; the ReLU works entry by entry.",
            ("np.maximum(Z, 0.0)", "np.max(Z) * np.ones(Z.shape)"),
        ),
        Mistake(
            "I1-INPLACE",
            "Setting entries of Z to 0 changes the input, which the backward pass still needs.",
            (
                "H = np.maximum(Z, 0.0)\n    D = (Z > 0) * 1.0",
                "D = (Z > 0) * 1.0\n    Z[Z < 0] = 0\n    H = Z * 1.0",
            ),
        ),
        Mistake(
            "I1-ABS",
            "Your H flips negative numbers to positive ones; the ReLU cuts them off.",
            ("np.maximum(Z, 0.0)", "np.abs(Z)"),
        ),
        Mistake(
            "I1-D-IS-H",
            "Your D is the output of the ReLU; its derivative is a slope, only ever 0 or 1.",
            ("(Z > 0) * 1.0", "np.maximum(Z, 0.0)"),
        ),
        Mistake(
            "I1-SIGN",
            "Your D is −1 for negative numbers: look at the slope of the ReLU there.",
            ("(Z > 0) * 1.0", "np.sign(Z)"),
        ),
        Mistake(
            "I1-LEAKY",
            "Negative numbers still come through, a hundred times smaller: this is the leaky ReLU.",
            ("np.maximum(Z, 0.0)", "np.where(Z > 0, Z, 0.01 * Z)"),
        ),
        Mistake(
            "I1-ORDER",
            "Your D is 1 everywhere: an output of the ReLU is never negative, so testing it with "
            ">= 0 tells nothing.",
            ("(Z > 0) * 1.0", "(H >= 0) * 1.0"),
        ),
        Mistake("ORDER", "Return H first, then D.", ("return H, D", "return D, H")),
    ),
    hints=(
        "np.maximum compares entry by entry.",
        "A comparison gives True or False; times 1.0 it gives 1.0 or 0.0.",
        "`np.maximum(Z, 0)` and `(Z > 0) * 1.0`",
    ),
)
