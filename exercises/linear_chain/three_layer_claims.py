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
REV = "The layers are in reverse order: this is the derivative with respect to another weight."
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


def everywhere(inner):
    """The slips that can happen in each layer; `inner` is the text of its inner derivative."""
    return (
        Mistake("L1-NO2", NO2, ("2 * (", "(")),
        Mistake("L1-SIGN", SIGN, RESIDUAL),
        Mistake("L1-OUTER", OUTER, (f") * {inner}", ")")),
        Mistake("L1-NOX", NOX, (f") * {inner}", f") * {inner.removesuffix(' * x')}")),
        Mistake("M1-KEEP", KEEP, (f") * {inner}", ") * w3 * w2 * w1 * x")),
    )


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
                *everywhere("w2 * w1 * x"),
                Mistake("M1-REV", REV, (") * w2 * w1 * x", ") * w3 * w2 * x")),
                Mistake(
                    "M1-ONE",
                    "A weight is missing: the last layer receives what both layers before it made "
                    "of x.",
                    (") * w2 * w1 * x", ") * w1 * x"),
                ),
            ),
        ),
        Field(
            label=r"(b) $\partial \ell / \partial w_2$",
            reference=dw2,
            domain=DOMAIN,
            also=("2*w1*w3*x*(w1*w2*w3*x-y)", "2 w₃ w₁ x (w₃ w₂ w₁ x − y)"),
            mistakes=(
                *everywhere("w3 * w1 * x"),
                Mistake(
                    "M1-FWDONLY",
                    "You have what enters layer 2; what happens to its output on the way to the "
                    "prediction?",
                    (") * w3 * w1 * x", ") * w1 * x"),
                ),
                Mistake(
                    "M1-BWDONLY",
                    "You have the way from layer 2 to the prediction; what enters layer 2?",
                    (") * w3 * w1 * x", ") * w3"),
                ),
                Mistake("M1-REV", REV, (") * w3 * w1 * x", ") * w2 * w1 * x")),
            ),
        ),
        Field(
            label=r"(c) $\partial \ell / \partial w_1$",
            reference=dw1,
            domain=DOMAIN,
            also=("2*w2*w3*x*(w1*w2*w3*x-y)",),
            mistakes=(
                *everywhere("w3 * w2 * x"),
                Mistake("M1-REV", REV, (") * w3 * w2 * x", ") * w2 * w1 * x")),
                Mistake(
                    "M1-ONE",
                    "A weight is missing: the first layer's output passes two more layers.",
                    (") * w3 * w2 * x", ") * w2 * x"),
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
