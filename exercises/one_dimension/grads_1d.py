"""Slide "With nonlinear activation": the claims as a program, with biases and any activation."""

import numpy as np

from exercises.activations import ACTIVATION, DERIVATIVE
from exercises.one_dimension import activation_claims
from exercises.recursion import layer_to_layer
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code, Link
from grader.core.sheet import TWICE

PROMPT = r"""
A network with one input, one hidden unit and one output has a bias in each layer:

$$p = w_2 \, \sigma(w_1 x + b_1) + b_2, \qquad \ell = (p - y)^2$$

Write `grads_1d(x, y, w1, b1, w2, b2, act)` that returns `(loss, dw1, db1, dw2, db2)` for this one
example: the loss, and its derivatives with respect to `w1`, `b1`, `w2` and `b2`. All are single
numbers.

`act` names the activation σ: `'linear'` ($\sigma(z) = z$), `'relu'`, `'tanh'` or `'sigmoid'`. The
loss has no factor 1/2, and the derivative of the ReLU at 0 is 0.
"""


def grads_1d(x, y, w1, b1, w2, b2, act):
    """Return (loss, dw1, db1, dw2, db2), five numbers.

    act is 'linear', 'relu', 'tanh' or 'sigmoid'; all other arguments are numbers.
    """
    z = w1 * x + b1
    if act == "linear":
        s, d = z, 1.0
    elif act == "relu":
        s, d = max(z, 0.0), 1.0 if z > 0 else 0.0
    elif act == "tanh":
        s = np.tanh(z)
        d = 1 - s * s
    else:
        s = 1 / (1 + np.exp(-z))
        d = s * (1 - s)
    p = w2 * s + b2
    dp = 2 * (p - y)
    dz = dp * w2 * d
    return (p - y) ** 2, dz * x, dz, dp * s, dp


def cases(rng: np.random.Generator) -> list[Case]:
    def numbers():
        """x, y, w1, b1, w2, b2, none of them near 0."""
        return (rng.uniform(0.3, 1.5, 6) * rng.choice([-1, 1], 6)).tolist()

    return [
        Case("tanh", (*numbers(), "tanh")),
        Case("sigmoid", (*numbers(), "sigmoid")),
        Case("linear", (*numbers(), "linear")),
        Case("ReLU, unit off", (-1.3, -0.4, 0.7, 0.2, -1.1, 0.3, "relu")),
        Case("ReLU, z exactly 0", (2.0, 0.5, 0.5, -1.0, 3.0, 0.1, "relu")),
        Case("ReLU, unit on", (2.0, 0.5, 0.5, 0.25, 3.0, 0.1, "relu")),
    ]


def unit(x, y, w1, b1, w2, b2, act):
    """The symbols of the claims; a target less by b2 stands for the bias of the output."""
    z = w1 * x + b1
    return {"w2": w2, "x": x, "y": y - b2, "s": ACTIVATION[act](z), "d": DERIVATIVE[act](z)}


def first_layer(x, y, w1, b1, w2, b2, act):
    """The symbols of the step from the second layer to the first, whose input is x."""
    claims = unit(x, y, w1, b1, w2, b2, act)
    return {"B": 2 * (w2 * claims["s"] + b2 - y), "v": w2, "d": claims["d"], "o": x}


TANH, SIGMOID = "d = 1 - s * s", "d = s * (1 - s)"
DZ, RETURNED = "dz = dp * w2 * d", "return (p - y) ** 2, dz * x, dz, dp * s, dp"
AT_OUTPUT = (
    "You evaluate the derivative of {} at the output of the unit; it belongs to the input of the "
    "activation."
)
RAW = (
    "Your rule for the derivative of {} is written for the output of the unit, but you put its "
    "input in."
)
ATO = (TANH, "d = 1 - np.tanh(s) ** 2"), (SIGMOID, "d = np.exp(-s) / (1 + np.exp(-s)) ** 2")
IN_Z = (TANH, "d = 1 - z * z"), (SIGMOID, "d = z * (1 - z)")

exercise = Code(
    title="Gradients with any activation, one dimension",
    slide="With nonlinear activation (claims)",
    prompt=PROMPT,
    conventions="G5 G9",
    needs=("activation_claims", "activation_derivatives"),
    reference=grads_1d,
    returns=("loss", "dw1", "db1", "dw2", "db2"),
    links=(
        Link(formula=activation_claims, field=0, output="dw2", symbols=unit),
        Link(formula=activation_claims, field=1, output="dw1", symbols=unit),
        Link(formula=layer_to_layer, field=0, output="db1", symbols=first_layer),
        Link(formula=layer_to_layer, field=1, output="dw1", symbols=first_layer),
    ),
    cases=cases,
    standard=(TWICE,),
    rubric=(
        Part("loss", points=1),
        Part("second layer", points=1, outputs=("dw2", "db2")),
        Part("first layer", points=1.5, outputs=("dw1", "db1")),
        Part("the same result twice", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "AD-NONE",
            "The derivative of the activation is missing on the way back to the first layer.",
            (DZ, "dz = dp * w2"),
        ),
        Mistake("AD-ATO", AT_OUTPUT.format("tanh"), ATO[0]),
        Mistake("AD-ATO/sigmoid", AT_OUTPUT.format("the sigmoid"), ATO[1]),
        Mistake("AD-ATO/both", AT_OUTPUT.format("tanh and of the sigmoid"), *ATO),
        Mistake("AD-RAW", RAW.format("tanh"), IN_Z[0]),
        Mistake("AD-RAW/sigmoid", RAW.format("the sigmoid"), IN_Z[1]),
        Mistake("AD-RAW/both", RAW.format("tanh and of the sigmoid"), *IN_Z),
        Mistake(
            "AD-SIGMA",
            "You multiply by the value of the activation on the way back; the chain rule asks for "
            "its derivative.",
            (DZ, "dz = dp * w2 * s"),
        ),
        Mistake(
            "L1-NO2",
            "All derivatives are twice too small: differentiate the square once more.",
            ("dp = 2 * (p - y)", "dp = p - y"),
        ),
        Mistake(
            "L1-SIGN",
            "All derivatives have the wrong sign: the loss squares p − y, not y − p.",
            ("dp = 2 * (p - y)", "dp = 2 * (y - p)"),
        ),
        Mistake(
            "MK-GE",
            "Your derivative of the ReLU is not 0 where z is exactly 0; in this course it is.",
            ("z > 0", "z >= 0"),
        ),
        Mistake(
            "L5-DB",
            "db1 lacks a factor: b1 reaches the loss through the activation, as w1 does.",
            (RETURNED, "return (p - y) ** 2, dz * x, dp * w2, dp * s, dp"),
        ),
        Mistake(
            "L5-DW2",
            "dw2 uses the input of the activation; what is w2 multiplied by?",
            (RETURNED, "return (p - y) ** 2, dz * x, dz, dp * z, dp"),
        ),
        Mistake(
            "L5-NOW2",
            "The weight of the second layer is missing on the way back to the first.",
            (DZ, "dz = dp * d"),
        ),
        Mistake(
            "L1-NOX",
            "dw1 equals your db1, but the first weight is multiplied by something.",
            (RETURNED, "return (p - y) ** 2, dz, dz, dp * s, dp"),
        ),
        Mistake("FW-NOB1", "b1 is missing from the hidden unit.", ("w1 * x + b1", "w1 * x")),
        Mistake("FW-NOB2", "b2 is missing from the prediction.", ("w2 * s + b2", "w2 * s")),
        Mistake(
            "L5-HALF",
            "Your loss is half of the one asked for; your derivatives are those of the right one.",
            (RETURNED, "return (p - y) ** 2 / 2, dz * x, dz, dp * s, dp"),
        ),
        Mistake(
            "L5-HALF/both",
            "Your loss has a factor 1/2, and so have its derivatives; this loss has none.",
            ("dp = 2 * (p - y)", "dp = p - y"),
            (RETURNED, "return (p - y) ** 2 / 2, dz * x, dz, dp * s, dp"),
        ),
    ),
    hints=(
        "Compute, in this order: the input z of the activation, its value s, its derivative d at "
        "z, the prediction p.",
        "Start from $\\partial \\ell / \\partial p = 2 (p - y)$; it is db2, and times s it is dw2.",
        "db1 is $2 (p - y) \\cdot w_2 \\cdot d$, and dw1 is x times that.",
    ),
)
