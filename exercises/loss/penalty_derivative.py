"""Slides "Loss function" and "Explaining weight decay": which penalty has the gradient αW?"""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
Training adds to the loss a penalty for large weights; a number, `alpha`, says how strong it is. One
slide calls it the "sum of squared values" of $W$ and $b$, another gives its gradient as $\alpha W$.
Both are right only with a certain factor in front of the sum.

(a) The penalty of a single weight is $c \cdot w^2$. Give its derivative with respect to $w$.

(b) For which $c$, written with `alpha`, is this derivative $\alpha w$, as on the slide about weight
decay?

All later exercises use the factor that you find in (b), for W and for b.
"""


def penalty_gradient(c, w):
    return 2 * c * w


def factor(alpha):
    return alpha / 2


exercise = Formula(
    title="Derivative of the penalty",
    slide="Loss function (ℓ2 penalty), Explaining weight decay",
    prompt=PROMPT,
    conventions="G4",
    marks=3,
    fields=(
        Field(
            label=r"(a) $\partial (c w^2) / \partial w$",
            reference=penalty_gradient,
            domain={"c": (0.2, 2), "w": (-2, 2)},
            also=("c*w*2", "c*2*w", "2 c w", "w*c + c*w"),
            mistakes=(
                Mistake(
                    "E1-NO2",
                    "A factor is missing: differentiate w² once more by the power rule.",
                    ("2 * c * w", "c * w"),
                ),
                Mistake(
                    "E1-KEEP",
                    "Differentiating lowers the power of w by one; yours still has the square.",
                    ("2 * c * w", "2 * c * w**2"),
                ),
                Mistake(
                    "E1-ONLYC",
                    "You differentiated c·w; here w is squared, so w stays in the derivative.",
                    ("2 * c * w", "c"),
                ),
                Mistake("E1-INT", "You integrated; differentiate.", ("2 * c * w", "c * w**3 / 3")),
                Mistake(
                    "E1-NOC",
                    "The constant c is gone; a constant factor stays.",
                    ("2 * c * w", "2 * w"),
                ),
            ),
        ),
        Field(
            label=r"(b) $c$",
            reference=factor,
            domain={"alpha": (0.1, 2)},
            also=("0.5*alpha", "alpha*0.5", "1/2*alpha"),
            mistakes=(
                Mistake(
                    "E1-ALPHA",
                    "Put c = alpha into your answer to (a): the result is twice alpha·w.",
                    ("alpha / 2", "alpha"),
                ),
                Mistake(
                    "E1-2A",
                    "Put c = 2·alpha into your answer to (a): the result is much larger "
                    "than alpha·w.",
                    ("alpha / 2", "2 * alpha"),
                ),
                Mistake(
                    "E1-HALF",
                    "The strength alpha must appear in c, or it cannot appear in the gradient.",
                    ("alpha / 2", "1 / 2"),
                ),
            ),
        ),
    ),
    hints=(
        "Power rule: what is the derivative of a square?",
        "$d(w^2)/dw = 2w$, and the constant c stays in front.",
        "For (b) set the derivative equal to $\\alpha w$: $2c = \\alpha$.",
    ),
)
