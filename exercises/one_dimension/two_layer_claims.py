"""Slide "Simplified example: One dimension": the two derivatives that the slide claims."""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
A linear network with one input, one hidden unit and one output, without biases, predicts
$w_2 w_1 x$. For one example its loss is the squared loss, without a factor 1/2:

$$\ell = (w_2 w_1 x - y)^2$$

Give (a) $\partial \ell / \partial w_2$ and (b) $\partial \ell / \partial w_1$, written with `w1`,
`w2`, `x` and `y`.
"""

NO2 = "A factor is missing: differentiate the square by the power rule."
SIGN = "The sign is reversed: compare your parentheses with those in the loss."
OUTER = "You differentiated the square only; the chain rule goes on into the parentheses."
OTHER = "You differentiated with respect to the other weight."
KEEP = (
    "The weight itself is still a factor; the parentheses contain it only to the first power, so "
    "it goes away when you differentiate them."
)
DOMAIN = {"w1": (-2, 2), "w2": (-2, 2), "x": (-2, 2), "y": (-2, 2)}


def dw2(w1, w2, x, y):
    return 2 * (w2 * w1 * x - y) * w1 * x


def dw1(w1, w2, x, y):
    return 2 * (w2 * w1 * x - y) * w2 * x


exercise = Formula(
    title="Two-layer linear network, one dimension",
    slide="Simplified example: One dimension (claims)",
    prompt=PROMPT,
    conventions="G9",
    needs=("penalty_derivative",),
    marks=3,
    fields=(
        Field(
            label=r"(a) $\partial \ell / \partial w_2$",
            reference=dw2,
            domain=DOMAIN,
            also=("2*w1*x*(w1*w2*x-y)", "2 w_1 x (w_2 w_1 x - y)", "2*w1^2*w2*x^2 - 2*w1*x*y"),
            mistakes=(
                Mistake("L1-NO2", NO2, ("2 * (", "(")),
                Mistake("L1-SIGN", SIGN, ("w2 * w1 * x - y", "y - w2 * w1 * x")),
                Mistake("L1-OUTER", OUTER, (") * w1 * x", ")")),
                Mistake(
                    "L1-X",
                    "A weight is missing: w2 is not multiplied by x, but by the hidden unit.",
                    (") * w1 * x", ") * x"),
                ),
                Mistake(
                    "L1-NOX",
                    "The input is missing: by what is w2 multiplied in the loss?",
                    (") * w1 * x", ") * w1"),
                ),
                Mistake("L1-SWAP", OTHER, (") * w1 * x", ") * w2 * x")),
                Mistake("L1-KEEP", KEEP, (") * w1 * x", ") * w2 * w1 * x")),
            ),
        ),
        Field(
            label=r"(b) $\partial \ell / \partial w_1$",
            reference=dw1,
            domain=DOMAIN,
            also=("2*w2*x*(w1*w2*x-y)", "2 w₂ x (w₂ w₁ x − y)"),
            mistakes=(
                Mistake("L1-NO2", NO2, ("2 * (", "(")),
                Mistake("L1-SWAP", OTHER, (") * w2 * x", ") * w1 * x")),
                Mistake(
                    "L1-X",
                    "A weight is missing: what happens to w1·x on its way to the output?",
                    (") * w2 * x", ") * x"),
                ),
                Mistake(
                    "L1-NOX",
                    "The input is missing: by what is w1 multiplied in the loss?",
                    (") * w2 * x", ") * w2"),
                ),
                Mistake("L1-SIGN", SIGN, ("w2 * w1 * x - y", "y - w2 * w1 * x")),
                Mistake("L1-OUTER", OUTER, (") * w2 * x", ")")),
                Mistake("L1-KEEP", KEEP, (") * w2 * x", ") * w2 * w1 * x")),
            ),
        ),
    ),
    hints=(
        "The outer derivative is $2 \\cdot (w_2 w_1 x - y)$, for both weights.",
        "The inner derivative with respect to $w_2$ is what $w_2$ is multiplied by: $w_1 x$.",
        "Multiply outer and inner derivative; for $w_1$ the inner derivative is $w_2 x$.",
    ),
)
