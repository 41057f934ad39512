"""Slide "Gradient of the first layer": the derivative of the activation."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
The hidden output is $H = \text{ReLU}(Z_1)$, entry by entry. Write `relu_backward(dH, Z1)` that
takes $dH = \partial L / \partial H$ back through the ReLU: it returns
$dZ_1 = \partial L / \partial Z_1$.

All three have shape (N, H). Where an entry of Z1 is exactly 0, the derivative of the ReLU is 0 in
this course. Return a new array; dH and Z1 stay unchanged.
"""


def relu_backward(dH, Z1):
    """Return dZ1.  dH, Z1, dZ1: (N, H)."""
    mask = (Z1 > 0) * 1.0
    return dH * mask


def cases(rng: np.random.Generator) -> list[Case]:
    falling, active = -abs(rng.normal(size=(3, 2))), abs(rng.normal(size=(3, 2)))
    kinks = np.array([[3.0, -2, 5, -1]]), np.array([[0.0, 0, -1, 2]])
    return [
        Case("both signs", (rng.normal(size=(7, 5)), rng.normal(size=(7, 5))), weight=2),
        Case("negative gradients, active units", (falling, active)),
        Case("Z1 exactly 0", kinks, lines=("exactly 0",)),
    ]


exercise = Code(
    title="Through the ReLU",
    slide="Gradient of the first layer (derivative of the activation)",
    prompt=PROMPT,
    conventions="G5 G6 G7",
    needs=("relu_pair", "hidden_grad"),
    reference=relu_backward,
    returns=("dZ1",),
    cases=cases,
    rubric=(
        Part("dZ1", points=2),
        Part("exactly 0", points=0.5),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "MK-NONE",
            "The gradient passes unchanged: the derivative of the ReLU is missing.",
            ("dH * mask", "dH.copy()"),
        ),
        Mistake(
            "MK-GE",
            "You let the gradient through where Z1 is exactly 0; in this course it stops there.",
            ("Z1 > 0", "Z1 >= 0"),
        ),
        Mistake(
            "MK-DH",
            "You applied the ReLU to the gradient; whether it passes depends on Z1, not on dH.",
            ("dH * mask", "np.maximum(dH, 0)"),
        ),
        Mistake(
            "MK-H",
            "You multiply by the output of the ReLU; the chain rule asks for its derivative.",
            ("(Z1 > 0) * 1.0", "np.maximum(Z1, 0)"),
        ),
        Mistake(
            "MK-INV",
            "Your mask is inverted: it keeps the gradient where the unit was off.",
            ("Z1 > 0", "Z1 <= 0"),
        ),
        Mistake(
            "MK-REPLACE",
            "You return the mask alone; the incoming gradient must enter too.",
            ("dH * mask", "mask"),
        ),
        Mistake(
            "MK-Z",
            "You multiply by Z1 itself; the chain rule asks for the derivative of the ReLU.",
            ("(Z1 > 0) * 1.0", "Z1"),
        ),
        Mistake(
            "MK-BOTH",
            "You stop negative gradients too; only the sign of Z1 counts.",
            ("(Z1 > 0)", "(Z1 > 0) * (dH > 0)"),
        ),
        Mistake(
            "MK-INPLACE",
            "Setting entries of dH to 0 changes the caller's array; work on a copy.",
            ("return dH * mask", "dH[Z1 <= 0] = 0\n    return dH"),
        ),
        Mistake(
            "MK-REPLACE/h",
            "You return the ReLU of Z1; its derivative must multiply the incoming gradient.",
            ("dH * mask", "Z1 * mask"),
        ),
    ),
    hints=(
        "The gradient passes where the unit was on.",
        "The mask is `Z1 > 0`.",
        "`dH * (Z1 > 0)`",
    ),
)
