"""Slide "With nonlinear activation": what is σ' for the sigmoid and for tanh?"""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
The derivatives of these two activations need no new exponential: they can be written with the
value that the forward pass has computed already.

(a) For $s = 1 / (1 + \exp(-z))$, the sigmoid, write $ds/dz$ in terms of `s`.

(b) For $a = \tanh(z)$ write $da/dz$ in terms of `a`.
"""


def sigmoid_slope(s):
    return s * (1 - s)


def tanh_slope(a):
    return 1 - a**2


exercise = Formula(
    title="Derivatives of sigmoid and tanh",
    slide="With nonlinear activation (σ')",
    prompt=PROMPT,
    needs=("activation_claims",),
    marks=2,
    fields=(
        Field(
            label=r"(a) $ds/dz$",
            reference=sigmoid_slope,
            domain={"s": (0.05, 0.95)},
            also=("s-s**2", "s(1-s)", "s − s²", "s**2*(1/s - 1)"),
            mistakes=(
                Mistake(
                    "L4-1MS",
                    "A factor is missing: at z = 0, where s = 1/2, the sigmoid has the slope 1/4.",
                    ("s * (1 - s)", "1 - s"),
                ),
                Mistake(
                    "L4-TANH",
                    "This is the rule of another activation: at z = 0, where s = 1/2, the sigmoid "
                    "has the slope 1/4.",
                    ("s * (1 - s)", "1 - s**2"),
                ),
                Mistake(
                    "L4-PLUS",
                    "A sign is wrong: for large z, where s is near 1, the sigmoid is flat.",
                    ("1 - s", "1 + s"),
                ),
                Mistake(
                    "L4-SQ",
                    "This is only a part of the quotient rule: exp(−z) is missing. How can it be "
                    "written with s?",
                    ("s * (1 - s)", "s**2"),
                ),
                Mistake(
                    "L4-CHAIN",
                    "You stopped after the outer derivative: the denominator depends on z too.",
                    ("s * (1 - s)", "-(s**2)"),
                ),
                Mistake(
                    "L4-NEG",
                    "The sign is reversed: the sigmoid increases.",
                    ("s * (1 - s)", "-s * (1 - s)"),
                ),
            ),
        ),
        Field(
            label=r"(b) $da/dz$",
            reference=tanh_slope,
            domain={"a": (-0.95, 0.95)},
            also=("(1-a)*(1+a)", "1-a*a", "1 − a²"),
            mistakes=(
                Mistake(
                    "L4-SIG",
                    "This is the rule of another activation: at z = 0, where a = 0, tanh has the "
                    "slope 1.",
                    ("1 - a**2", "a * (1 - a)"),
                ),
                Mistake(
                    "L4-1MA",
                    "tanh has the same slope at z and at −z; yours differs.",
                    ("a**2", "a"),
                ),
                Mistake(
                    "L4-SQ",
                    "At z = 0, where a = 0, tanh is steepest; yours is 0 there.",
                    ("1 - a**2", "a**2"),
                ),
                Mistake(
                    "L4-PLUS",
                    "A sign is wrong: for large z, where a is near 1, tanh is flat.",
                    ("1 - a**2", "1 + a**2"),
                ),
                Mistake(
                    "L4-NEG",
                    "The sign is reversed: tanh increases.",
                    ("1 - a**2", "a**2 - 1"),
                ),
            ),
        ),
    ),
    hints=(
        "Use the quotient rule; $\\tanh z = \\sinh z / \\cosh z$.",
        "$ds/dz = \\exp(-z) / (1 + \\exp(-z))^2$ and "
        "$da/dz = (\\cosh^2 z - \\sinh^2 z) / \\cosh^2 z$; now write them with s and a.",
        "(a) is s times what is missing from s to 1; (b) is 1 minus a power of a.",
    ),
)
