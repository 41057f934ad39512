"""Slide "With nonlinear activation": the claim about w₁, checked with numbers."""

import numpy as np

from exercises.activations import relu
from grader.core.exercise import Mistake
from grader.core.kinds import Numeric

PROMPT = r"""
A network with one input, one hidden ReLU unit and one output, without biases, has the squared loss
of one example

$$\ell = (w_2 \, \text{ReLU}(w_1 x) - y)^2.$$

Take x = «x», y = «y», $w_1$ = «w1» and $w_2$ = «w2». Compute $\partial \ell / \partial w_1$.
"""


def draw(rng):
    x = float(rng.choice([-3, -2, -1.5, 1.5, 2, 3]))
    w1 = float(np.sign(x) * rng.choice([0.5, 1, 1.5, 2.5]))
    w2 = float(rng.choice([-3, -2, -0.5, 0.5, 2, 3]))
    y = float(rng.choice([-5, -4, -1, 1, 4, 5]))
    return {"x": x, "y": y, "w1": w1, "w2": w2}


def dw1(x, y, w1, w2):
    z = w1 * x
    s, d = relu(z), float(z > 0)
    r = w2 * s - y
    return 2 * r * w2 * d * x


exercise = Numeric(
    title="Check a claim with numbers",
    slide="With nonlinear activation (claims)",
    prompt=PROMPT,
    conventions="G5 G9",
    optional=True,
    needs=("two_layer_claims", "relu_pair"),
    draw_parameters=draw,
    reference=dw1,
    marks=2,
    mistakes=(
        Mistake(
            "L1-NO2",
            "The factor that the power rule puts in front is missing.",
            ("2 * r * w2 * d * x", "r * w2 * d * x"),
        ),
        Mistake(
            "L1-SWAP",
            "You differentiated with respect to the other weight.",
            ("w2 * d * x", "s"),
        ),
        Mistake(
            "L1-OUTER",
            "You differentiated the square only; the chain rule goes on into the parentheses.",
            (" * w2 * d * x", ""),
        ),
        Mistake(
            "AD-SIGMA",
            "You multiplied by the output of the ReLU; the chain rule asks for its derivative.",
            ("w2 * d * x", "w2 * s * x"),
        ),
        Mistake(
            "L1-X",
            "The factor of the second layer is missing: by what is the ReLU multiplied?",
            ("w2 * d * x", "d * x"),
        ),
        Mistake(
            "L1-NOX",
            "The factor of the first layer is missing: by what is the weight multiplied?",
            ("w2 * d * x", "w2 * d"),
        ),
        Mistake(
            "L1-SIGN",
            "The sign is reversed: the loss squares prediction minus y, not y minus prediction.",
            ("return 2", "return -2"),
        ),
        Mistake(
            "L2-LOSS", "This is the loss, not its derivative.", ("2 * r * w2 * d * x", "r * r")
        ),
    ),
    hints=(
        "First the hidden input $w_1 x$, the prediction, and the residual r = prediction − y.",
        "Here $w_1 x > 0$, so the derivative of the ReLU is 1.",
        "$2 \\cdot r \\cdot w_2 \\cdot x$",
    ),
)
