"""Slide "With nonlinear activation": the two derivatives that the slide claims."""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
Now the hidden unit has an activation function $\sigma$, which may be any differentiable function:

$$\ell = (w_2 \, \sigma(w_1 x) - y)^2$$

Write `s` for $\sigma(w_1 x)$ and `d` for $\sigma'(w_1 x)$, the derivative of $\sigma$ at the same
place. Give (a) $\partial \ell / \partial w_2$ and (b) $\partial \ell / \partial w_1$, written with
`w2`, `x`, `y`, `s` and `d`; not all of them occur in both.
"""

NO2 = "A factor is missing: differentiate the square by the power rule."
SIGN = "The sign is reversed: compare your parentheses with those in the loss."
OUTER = "You differentiated the square only; the chain rule goes on into the parentheses."
OTHER = "You differentiated with respect to the other weight."
RESIDUAL = "Leave the parentheses as in the loss: the prediction uses σ itself, not its derivative."
DOMAIN = {"w2": (-2, 2), "x": (-2, 2), "y": (-2, 2), "s": (0.1, 0.9), "d": (0.1, 0.9)}


def dw2(w2, x, y, s, d):
    return 2 * (w2 * s - y) * s


def dw1(w2, x, y, s, d):
    return 2 * (w2 * s - y) * w2 * d * x


exercise = Formula(
    title="Two layers with activation",
    slide="With nonlinear activation (claims)",
    prompt=PROMPT,
    conventions="G9",
    needs=("two_layer_claims",),
    marks=3,
    fields=(
        Field(
            label=r"(a) $\partial \ell / \partial w_2$",
            reference=dw2,
            domain=DOMAIN,
            also=("2*s*(w2*s-y)", "2 s (w_2 s − y)", "2*w2*s^2 - 2*y*s"),
            mistakes=(
                Mistake("L1-NO2", NO2, ("2 * (", "(")),
                Mistake(
                    "L3-D",
                    "You used σ'; but w2 comes after the activation, so nothing goes back through "
                    "σ here.",
                    (") * s", ") * d"),
                ),
                Mistake("L1-OUTER", OUTER, (") * s", ")")),
                Mistake("L1-SWAP", OTHER, (") * s", ") * w2 * d * x")),
                Mistake("L1-SIGN", SIGN, ("w2 * s - y", "y - w2 * s")),
                Mistake(
                    "L1-KEEP",
                    "The weight itself is still a factor; it goes away when you differentiate the "
                    "prediction.",
                    (") * s", ") * w2 * s"),
                ),
                Mistake("L3-RESID", RESIDUAL, ("w2 * s - y", "w2 * d - y")),
            ),
        ),
        Field(
            label=r"(b) $\partial \ell / \partial w_1$",
            reference=dw1,
            domain=DOMAIN,
            also=("2*w2*x*d*(w2*s-y)", "2 w₂ d x (w₂ s − y)"),
            mistakes=(
                Mistake(
                    "AD-NONE",
                    "This would be right for a linear hidden unit; here a step back through σ is "
                    "missing.",
                    ("w2 * d * x", "w2 * x"),
                ),
                Mistake(
                    "AD-SIGMA",
                    "You multiplied by the value of σ; what does the chain rule ask for?",
                    ("w2 * d * x", "w2 * s * x"),
                ),
                Mistake(
                    "L1-NOX",
                    "The last step is missing: how does the input of σ change with w1?",
                    ("w2 * d * x", "w2 * d"),
                ),
                Mistake(
                    "L1-X",
                    "A step is missing: what happens to the output of σ on its way to the loss?",
                    ("w2 * d * x", "d * x"),
                ),
                Mistake("L1-NO2", NO2, ("2 * (", "(")),
                Mistake("L3-RESID", RESIDUAL, ("w2 * s - y", "w2 * d - y")),
                Mistake("L1-SIGN", SIGN, ("w2 * s - y", "y - w2 * s")),
                Mistake("L1-OUTER", OUTER, (") * w2 * d * x", ")")),
                Mistake("L1-SWAP", OTHER, (") * w2 * d * x", ") * s")),
                Mistake(
                    "L3-SIGMOID",
                    "You took σ to be the sigmoid; it may be any activation, so leave its "
                    "derivative as a symbol.",
                    ("w2 * d * x", "w2 * s * (1 - s) * x"),
                ),
            ),
        ),
    ),
    hints=(
        "Follow $w_1$ to the loss: $w_1 \\to w_1 x \\to \\sigma \\to w_2 \\sigma \\to \\ell$; each "
        "arrow gives a factor.",
        "Compared with the linear network, the only new factor is $\\sigma'(w_1 x)$, in (b).",
        "(a) $2 (w_2 s - y) \\cdot s$; (b) $2 (w_2 s - y)$ times one factor for each of the other "
        "arrows: $w_2$, $d$, $x$",
    ),
)
