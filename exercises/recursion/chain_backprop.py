"""Slide "With nonlinear activation": backpropagation through a chain, z_{i+1} = w_i σ(z_i)."""

import numpy as np

from exercises.activations import ACTIVATION, DERIVATIVE
from exercises.recursion import recursion_step
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code, Link
from grader.core.sheet import STRIDED, TWICE

PROMPT = r"""
A one-dimensional chain of L layers: $z_1 = o_1 = x$, then $z_{i+1} = w_i o_i$ for $i = 1, …, L$ and
$o_i = \sigma(z_i)$ for $i = 2, …, L$. There is no activation on the input and none on the
prediction $z_{L+1}$; the loss is $\ell = (z_{L+1} - y)^2$.

Write `chain_backprop(w, x, y, act)` that returns `(loss, g)`: the loss and an array of shape (L,)
with the derivatives of $\ell$ with respect to $w_1, …, w_L$, in this order.

- w is an array of shape (L,), $w_1$ first (`w[0]`); x and y are numbers.
- act names σ: `'linear'` ($\sigma(z) = z$), `'relu'`, `'tanh'` or `'sigmoid'`. The derivative of
  the ReLU at 0 is 0.
- The loss has no factor 1/2. Leave w unchanged.
"""


def chain_backprop(w, x, y, act):
    """Return (loss, g).  w: (L,), x, y: numbers; g: (L,).

    act is 'linear', 'relu', 'tanh' or 'sigmoid'.
    """
    f, df = {
        "linear": (lambda t: t, lambda t: 1.0),
        "relu": (lambda t: max(t, 0.0), lambda t: 1.0 if t > 0 else 0.0),
        "tanh": (np.tanh, lambda t: 1 - np.tanh(t) ** 2),
        "sigmoid": (lambda t: 1 / (1 + np.exp(-t)), lambda t: 1 / (2 + np.exp(t) + np.exp(-t))),
    }[act]
    L = len(w)
    z, o = [x], [x]
    for i in range(L):
        z.append(w[i] * o[i])
        o.append(f(z[-1]) if i < L - 1 else z[-1])
    p = o[L]
    g = np.zeros(L)
    back = 2.0 * (p - y)
    for i in range(L - 1, -1, -1):
        g[i] = back * o[i]
        if i > 0:
            through = back * w[i]
            slope = df(z[i])
            back = through * slope
    return float((p - y) ** 2), g


def cases(rng: np.random.Generator) -> list[Case]:
    def chain(L, act):
        """Arguments for L layers, no weight near 0."""
        w = rng.uniform(0.5, 1.6, L) * rng.choice([-1, 1], L)
        x, y = rng.uniform(0.5, 1.5, 2) * rng.choice([-1, 1], 2)
        return w, float(x), float(y), act

    on, off = np.array([0.7, 1.2, 0.9]), np.array([0.7, -1.2, 0.9])
    edges = ("edge cases",)
    return [
        Case("tanh, four layers", chain(4, "tanh"), 2),
        Case("sigmoid, three layers", chain(3, "sigmoid")),
        Case("ReLU, all units on", (on, 1.3, 0.4, "relu")),
        Case("ReLU, one unit off", (off, 1.3, 0.4, "relu")),
        Case("linear, five layers", chain(5, "linear")),
        Case("tanh, one layer", chain(1, "tanh"), 1, edges),
        Case("ReLU, z exactly 0", (np.array([0.5, 0.0, 2.0]), 2.0, 0.3, "relu"), 1, edges),
        Case("ReLU, two layers, unit on", (np.array([0.5, -2.0]), 2.0, 0.3, "relu"), 1, edges),
    ]


def entering(w, x, act):
    """What enters the last layer but one."""
    for weight in w[:-2]:
        x = ACTIVATION[act](weight * x)
    return x


def last_step(w, x, y, act):
    """The symbols of the recursion step for the last layer, where the gradient behind is known."""
    if len(w) < 2:
        return None
    z = w[-2] * entering(w, x, act)
    o = ACTIVATION[act](z)
    return {"G": 2 * (w[-1] * o - y), "o": o, "w": w[-1], "d": DERIVATIVE[act](z)}


SLOPE, THROUGH, BACK, WEIGHT = "df(z[i])", "back * w[i]", "through * slope", "back * o[i]"
START, RETURNED = "back = 2.0 * (p - y)", "return float((p - y) ** 2), g"
RAW = "{'tanh': 1 - z[i] ** 2, 'sigmoid': z[i] * (1 - z[i])}.get(act, df(z[i]))"

exercise = Code(
    title="Chain with activation",
    slide="With nonlinear activation (z_{i+1} = w_i σ(z_i))",
    prompt=PROMPT,
    conventions="G5 G7 G8 G9",
    needs=("recursion_step", "chain_grads", "activation_derivatives"),
    reference=chain_backprop,
    returns=("loss", "g"),
    links=(
        Link(
            formula=recursion_step,
            output="g",
            symbols=last_step,
            quantity=lambda g, *_: g[-1],
            about="the last entry of g",
        ),
        Link(
            formula=recursion_step,
            field=1,
            output="g",
            symbols=last_step,
            quantity=lambda g, w, x, y, act: g[-2] / entering(w, x, act),
            about="the last entry of g but one",
        ),
    ),
    cases=cases,
    standard=(TWICE, STRIDED),
    rubric=(
        Part("loss", points=1),
        Part("g", points=3),
        Part("edge cases", points=0.5),
        Part("w unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "AD-NONE",
            "On the way back through a layer the derivative of the activation is missing.",
            (BACK, "through"),
        ),
        Mistake(
            "AD-ATO",
            "You evaluate the derivative of the activation at its output; it belongs to its "
            "input (or your z were overwritten by the activation).",
            (SLOPE, "df(o[i])"),
        ),
        Mistake(
            "AD-RAW",
            "Your rule for the derivative is written for the output of the activation, but you "
            "put its input in.",
            (SLOPE, RAW),
        ),
        Mistake(
            "AD-SIGMA",
            "You multiply by the value of the activation; the chain rule asks for its derivative.",
            (SLOPE, "o[i]"),
        ),
        Mistake(
            "AD-TWICE",
            "The derivative of the activation enters twice in each layer.",
            (SLOPE, "df(z[i]) ** 2"),
        ),
        Mistake(
            "AD-NEXT",
            "The derivative of the activation is taken one layer too late: compare the numbers of "
            "z and of the gradient that you want.",
            (SLOPE, "df(z[i + 1])"),
        ),
        Mistake(
            "AD-OUT",
            "The derivative of the activation enters at the prediction too, which has none.",
            (START, f"{START} * df(z[L])"),
        ),
        Mistake(
            "AD-INPUT",
            "The first derivative contains a slope of the activation at x; the input is not "
            "activated.",
            (RETURNED, f"g[0] = g[0] * df(x)\n    {RETURNED}"),
        ),
        Mistake(
            "FW-ACTOUT",
            "Your prediction passes the activation; the last layer has none.",
            (" if i < L - 1 else z[-1]", ""),
        ),
        Mistake(
            "FW-ACTOUT-B",
            "Your prediction passes the activation, forward and backward; the last layer has none.",
            (" if i < L - 1 else z[-1]", ""),
            (START, f"{START} * df(z[L])"),
        ),
        Mistake(
            "FW-ACTIN",
            "You apply the activation to x; the input is not activated.",
            ("z, o = [x], [x]", "z, o = [x], [f(x)]"),
        ),
        Mistake(
            "WX-SAME",
            "On the way back you are off by one in the weights: which weight lies between the two "
            "values?",
            (THROUGH, "back * w[i - 1]"),
        ),
        Mistake(
            "WX-NONE",
            "On the way back through a layer its weight is missing.",
            (THROUGH, "1.0 * back"),
        ),
        Mistake(
            "IX-Z",
            "The derivatives use what goes into the activation; a weight is multiplied by what "
            "comes out of it.",
            (WEIGHT, "back * z[i]"),
        ),
        Mistake(
            "IX-SAME",
            "The derivatives are off by one: take the value that enters the product with the "
            "weight, not the one that comes out of it.",
            (WEIGHT, "back * o[i + 1]"),
        ),
        Mistake(
            "IX-X",
            "You use x for every weight; each layer has an input of its own.",
            (WEIGHT, "back * x"),
        ),
        Mistake(
            "L1-NO2",
            "All derivatives are twice too small: differentiate the square once more.",
            (START, "back = p - y"),
        ),
        Mistake(
            "L1-SIGN",
            "All derivatives have the wrong sign: compare your residual with the one in the loss.",
            (START, "back = 2.0 * (y - p)"),
        ),
        Mistake(
            "L5-HALF",
            "Your loss is half of the one asked for; your derivatives are those of the right one.",
            ("(p - y) ** 2)", "(p - y) ** 2 / 2)"),
        ),
        Mistake(
            "L5-HALF/both",
            "Your loss has a factor 1/2, and so have its derivatives; this loss has none.",
            (START, "back = p - y"),
            ("(p - y) ** 2)", "(p - y) ** 2 / 2)"),
        ),
        Mistake(
            "MK-GE",
            "Your derivative of the ReLU is not 0 where z is exactly 0; in this course it is.",
            ("t > 0", "t >= 0"),
        ),
        Mistake(
            "LP-REV",
            "Your derivatives are in reverse order: that of w_1 comes first.",
            (RETURNED, f"{RETURNED}[::-1]"),
        ),
        Mistake(
            "LP-FIRST",
            "Your loop stops too early: the derivative with respect to w_1 stays 0.",
            ("range(L - 1, -1, -1)", "range(L - 1, 0, -1)"),
        ),
        Mistake(
            "LP-NOPROP",
            "You use the derivative at the prediction in every layer; it must be taken back "
            "layer by layer.",
            (BACK, "1.0 * back"),
        ),
    ),
    hints=(
        "Forward: store every z and every o.",
        "Backward: as in the linear chain, with one new factor in each layer.",
        "In the loop, after `g[i]`: `back = back * w[i] * df(z[i])`, with df the derivative of "
        "the activation.",
    ),
)
