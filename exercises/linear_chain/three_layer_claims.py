"""Slide "Multi-layer linear network": its claims for three layers."""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
A linear network with three layers of one unit each, without biases, predicts $w_3 w_2 w_1 x$. The
squared loss of one example is

$$\ell = (w_3 w_2 w_1 x - y)^2.$$

Give (a) $\partial \ell / \partial w_3$, (b) $\partial \ell / \partial w_2$ and
(c) $\partial \ell / \partial w_1$, written with `w1`, `w2`, `w3`, `x` and `y`.
"""

NO2 = "A factor is missing: differentiate the square by the power rule."
SIGN = "The sign is reversed: compare your parentheses with those in the loss."
OUTER = "You differentiated the square only; the chain rule goes on into the parentheses."
OTHER = "You differentiated with respect to another weight: the one absent from your product."
KEEP = "The weight itself is still a factor; it goes away when you differentiate the prediction."
NOX = "The input is missing: it is a factor of the prediction whatever the layer."
DOMAIN = dict.fromkeys(("w1", "w2", "w3", "x", "y"), (-2, 2))
RESIDUAL = ("w3 * w2 * w1 * x - y", "y - w3 * w2 * w1 * x")


def dw3(w1, w2, w3, x, y):
    return 2 * (w3 * w2 * w1 * x - y) * w2 * w1 * x


def dw2(w1, w2, w3, x, y):
    return 2 * (w3 * w2 * w1 * x - y) * w3 * w1 * x


def dw1(w1, w2, w3, x, y):
    return 2 * (w3 * w2 * w1 * x - y) * w3 * w2 * x


def instead(id, feedback, inner, *wrong):
    """The inner derivative with its text `inner` replaced by each of the wrong ones."""
    return (Mistake(id, feedback, (f") * {inner}", f") * {text}")) for text in wrong)


def everywhere(inner, *others):
    """The slips that can happen in each layer; `others` belong to the other two."""
    return (
        Mistake("L1-NO2", NO2, ("2 * (", "(")),
        Mistake("L1-SIGN", SIGN, RESIDUAL),
        Mistake("L1-OUTER", OUTER, (f") * {inner}", ")")),
        *instead("L1-NOX", NOX, inner, inner.removesuffix(" * x")),
        *instead("M1-KEEP", KEEP, inner, "w3 * w2 * w1 * x"),
        *instead("M1-REV", OTHER, inner, *others),
    )


INNER3, INNER2, INNER1 = "w2 * w1 * x", "w3 * w1 * x", "w3 * w2 * x"

exercise = Formula(
    title="Three linear layers",
    slide="Multi-layer linear network (claims)",
    prompt=PROMPT,
    conventions="G9",
    needs=("two_layer_claims",),
    marks=3,
    fields=(
        Field(
            label=r"(a) $\partial \ell / \partial w_3$",
            reference=dw3,
            domain=DOMAIN,
            also=("2*w1*w2*x*(w1*w2*w3*x-y)", "2 w_2 w_1 x (w_3 w_2 w_1 x - y)"),
            mistakes=(
                *everywhere(INNER3, INNER1, INNER2),
                *instead(
                    "M1-ONE",
                    "A weight is missing: x passes two layers before it comes to the last one.",
                    INNER3,
                    "w1 * x",
                    "w2 * x",
                ),
            ),
        ),
        Field(
            label=r"(b) $\partial \ell / \partial w_2$",
            reference=dw2,
            domain=DOMAIN,
            also=("2*w1*w3*x*(w1*w2*w3*x-y)", "2 w₃ w₁ x (w₃ w₂ w₁ x − y)"),
            mistakes=(
                *everywhere(INNER2, INNER3, INNER1),
                *instead(
                    "M1-FWDONLY",
                    "You have what enters layer 2; what happens to its output on the way to the "
                    "prediction?",
                    INNER2,
                    "w1 * x",
                ),
                *instead(
                    "M1-BWDONLY",
                    "You have the way from layer 2 to the prediction; what enters layer 2?",
                    INNER2,
                    "w3",
                    "w3 * x",
                ),
            ),
        ),
        Field(
            label=r"(c) $\partial \ell / \partial w_1$",
            reference=dw1,
            domain=DOMAIN,
            also=("2*w2*w3*x*(w1*w2*w3*x-y)", "2 x w₃ w₂ (w₃ w₂ w₁ x − y)"),
            mistakes=(
                *everywhere(INNER1, INNER3, INNER2),
                *instead(
                    "M1-ONE",
                    "A weight is missing: the output of the first layer passes two more layers.",
                    INNER1,
                    "w2 * x",
                    "w3 * x",
                ),
            ),
        ),
    ),
    hints=(
        "All factors of the prediction stay, except the weight that you differentiate with "
        "respect to.",
        "$\\partial (w_3 w_2 w_1 x) / \\partial w_2 = w_3 w_1 x$",
        "2 · (prediction − y) · (product of the other two weights) · x",
    ),
)
