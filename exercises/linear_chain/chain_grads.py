"""Slides "Multi-layer linear network", "Looking at an intermediate layer": all L derivatives."""

import numpy as np

from exercises.linear_chain import three_layer_claims
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code, Link
from grader.core.sheet import STRIDED, TWICE

PROMPT = r"""
A linear network with L layers of one unit each has the squared loss of one example

$$\ell = (w_L \cdots w_2 w_1 x - y)^2.$$

Write `chain_grads(w, x, y)`: w is an array with the L weights, $w_1$ first, x and y are numbers.
Return an array of shape (L,) with the derivatives of $\ell$ with respect to $w_1, …, w_L$, in this
order.

- The derivatives must be right when some of the weights are 0.
- The number of multiplications must grow in proportion to L, not to L². With 80 000 weights there
  is time for the first, not for the second.
- Leave w unchanged.
"""

LAYERS = 80_000
# So many numbers come back as an array only; who returns a list should not lose the time for it.
LISTS_TOO = "lambda f, w, x, y: f(w, x, y) if len(w) < 1000 else np.array(f(w, x, y))"


def chain_grads(w, x, y):
    """Return g.  w: (L,), x, y: numbers; g: (L,)."""
    L = len(w)
    z = np.empty(L + 1)
    z[0] = x
    for i in range(L):
        z[i + 1] = w[i] * z[i]
    g = np.zeros(L)
    back = 2.0 * (z[L] - y)
    for i in range(L - 1, -1, -1):
        g[i] = back * z[i]
        back = back * w[i]
    return g


def cases(rng: np.random.Generator) -> list[Case]:
    def weights(L):
        return rng.uniform(0.5, 1.8, L) * rng.choice([-1, 1], L)

    zero, long = ("zero weights",), ("time in proportion to L",)
    values = ("derivatives",)
    signs = rng.choice([-1.0, 1.0], LAYERS)
    return [
        Case("four weights", (weights(4), 1.3, 0.4), 2, values),
        Case("one weight", (np.array([0.5]), 2.0, 0.3), 1, values),
        Case("seven weights", (weights(7), -0.7, 1.1), 1, values),
        Case("one weight is 0", (np.array([1.5, 0.0, -2.0]), 2.0, 1.0), 2, zero),
        Case("two weights are 0", (np.array([1.5, 0.0, -2.0, 0.0]), 2.0, 1.0), 1, zero),
        Case("80 000 weights", (signs, 0.5, 0.2), 1, long),
    ]


def last_three(w, x, y):
    """The symbols of the claims for the last three layers; what enters those is their x."""
    if not 3 <= len(w) < LAYERS:
        return None
    return {"w1": w[-3], "w2": w[-2], "w3": w[-1], "x": x * np.prod(w[:-3]), "y": y}


def claim(field, about):
    """The link with one of the claims: (a) is about the last weight, (c) about the third-last."""
    return Link(
        formula=three_layer_claims,
        field=field,
        output="g",
        symbols=last_three,
        quantity=lambda g, *_: g[-1 - field],
        about=about,
    )


QUOTIENT = "return 2.0 * (z[L] - y) * z[L] / "

exercise = Code(
    title="All gradients of a linear chain",
    slide="Multi-layer linear network, Looking at an intermediate layer",
    prompt=PROMPT,
    conventions="G7 G9",
    needs=("three_layer_claims",),
    reference=chain_grads,
    returns=("g",),
    links=(
        claim(0, "the last entry of g"),
        claim(1, "the last entry of g but one"),
        claim(2, "the last entry of g but two"),
    ),
    cases=cases,
    standard=(TWICE, STRIDED),
    driver=LISTS_TOO,
    seconds=1.5,
    rubric=(
        Part("derivatives", points=2.5),
        Part("zero weights", points=1),
        Part("time in proportion to L", points=1),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "M2-DIVIDE",
            "You divide by the weights; where a weight is 0 that gives 0/0.",
            ("return g", f"{QUOTIENT}w"),
        ),
        Mistake(
            "M2-DIVIDE/0",
            "Your derivative is 0 wherever a weight is 0, but it consists of the other weights: "
            "build it without dividing.",
            ("return g", f"{QUOTIENT}np.where(w == 0, 1.0, w)"),
        ),
        Mistake(
            "L1-NO2",
            "All derivatives are twice too small: differentiate the square once more.",
            ("2.0 * (z[L] - y)", "z[L] - y"),
        ),
        Mistake(
            "M2-LATE",
            "Your derivative for w_i contains w_i itself; it consists of what enters layer i and "
            "of the derivative at its output, before that is taken back through w_i.",
            (
                "g[i] = back * z[i]\n        back = back * w[i]",
                "back = back * w[i]\n        g[i] = back * z[i]",
            ),
        ),
        Mistake("LP-REV", "Your derivatives are in reverse order.", ("return g", "return g[::-1]")),
        Mistake(
            "M2-SIGN",
            "All derivatives have the wrong sign: compare your residual with the one in the loss.",
            ("z[L] - y", "y - z[L]"),
        ),
        Mistake(
            "LP-FIRST",
            "Your loop stops too early: the derivative for w_1 stays 0.",
            ("range(L - 1, -1, -1)", "range(L - 1, 0, -1)"),
        ),
        Mistake(
            "LP-NOPROP",
            "You use the derivative at the output of the network in every layer; it must be taken "
            "back through the weights in between.",
            ("back = back * w[i]", "pass"),
        ),
        Mistake(
            "WX-SAME",
            "You go back through the weight of the layer before: off by one.",
            ("back * w[i]", "back * w[i - 1]"),
        ),
        Mistake(
            "IX-X",
            "You use the input of the network in every layer; each layer has an input of its own.",
            ("back * z[i]", "back * x"),
        ),
        Mistake(
            "L1-NOX",
            "x is missing from your derivatives: it is a factor of what enters each layer.",
            ("back * z[i]", "back * z[i] / x"),
        ),
    ),
    hints=(
        "Forward: keep what enters each layer, x multiplied by all weights before it.",
        "Backward: carry the derivative with respect to a layer's output from the end to the "
        "start; each layer multiplies it by its weight.",
        "In the backward loop: `g[i] = back * z[i]`, then `back = back * w[i]`",
    ),
)
