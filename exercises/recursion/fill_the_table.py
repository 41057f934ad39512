"""Slides "Multi-layer linear network (simplified)", "How backpropagation works": both passes."""

import numpy as np

from exercises.activations import relu
from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Entry, Table

PROMPT = r"""
A one-dimensional chain of three layers with ReLU activation:

- $z_1 = o_1 = x$
- $z_2 = w_1 o_1$ and $o_2 = \text{ReLU}(z_2)$
- $z_3 = w_2 o_2$ and $o_3 = \text{ReLU}(z_3)$
- $z_4 = w_3 o_3$ is the prediction, without activation; the loss is $\ell = (z_4 - y)^2$.

Here x = «x», w1 = «w1», w2 = «w2», w3 = «w3», y = «y».

Fill in the table by hand. Give nine numbers, in this order: $z_2$, $z_3$, $z_4$,
$\partial \ell / \partial z_4$, $\partial \ell / \partial z_3$, $\partial \ell / \partial z_2$,
$\partial \ell / \partial w_3$, $\partial \ell / \partial w_2$, $\partial \ell / \partial w_1$.

Every number counts for itself, and a slip is counted once: a later number that is right for your
own earlier ones earns its points.
"""


def draw(rng):
    """Numbers other than 0 and ±1, all pre-activations positive, no ∂ℓ/∂z₄ that looks like y."""
    x = float(rng.choice([-3, -2, 2, 3]))
    w1 = float(np.sign(x) * rng.choice([2, 3]))
    w2 = float(rng.choice([2, 3, 4]))
    w3 = float(rng.choice([-3, -2, 2, 3]))
    z4 = w3 * w2 * w1 * x
    y = float(rng.choice([y for y in range(-6, 7) if y not in (0, z4, z4 / 2)]))
    return {"x": x, "w1": w1, "w2": w2, "w3": w3, "y": y}


def passes(x, w1, w2, w3, y):
    z2 = w1 * x
    o2, s2 = max(z2, 0.0), float(z2 > 0)
    z3 = w2 * o2
    o3, s3 = max(z3, 0.0), float(z3 > 0)
    z4 = w3 * o3
    d4 = 2 * (z4 - y)
    d3 = d4 * w3 * s3
    d2 = d3 * w2 * s2
    g3 = d4 * o3
    g2 = d3 * o2
    g1 = d2 * x
    return np.array([z2, z3, z4, d4, d3, d2, g3, g2, g1])


exercise = Table(
    title="Fill in the table",
    slide="Multi-layer linear network (simplified), How backpropagation works",
    prompt=PROMPT,
    conventions="G5 G8 G9",
    needs=("recursion_step",),
    draw_parameters=draw,
    reference=passes,
    entries=(
        Entry("z2", "z₂", lambda w1, x: w1 * x),
        Entry("z3", "z₃", lambda w2, z2: w2 * relu(z2)),
        Entry("z4", "z₄", lambda w3, z3: w3 * relu(z3)),
        Entry("d4", "∂ℓ/∂z₄", lambda z4, y: 2 * (z4 - y)),
        Entry("d3", "∂ℓ/∂z₃", lambda d4, w3, z3: d4 * w3 * (z3 > 0)),
        Entry("d2", "∂ℓ/∂z₂", lambda d3, w2, z2: d3 * w2 * (z2 > 0)),
        Entry("g3", "∂ℓ/∂w₃", lambda d4, z3: d4 * relu(z3)),
        Entry("g2", "∂ℓ/∂w₂", lambda d3, z2: d3 * relu(z2)),
        Entry("g1", "∂ℓ/∂w₁", lambda d2, x: d2 * x),
    ),
    marks=4,
    tolerance=Tolerance(1e-9, 1e-3),
    mistakes=(
        Mistake(
            "L1-NO2",
            "All six derivatives are half of what they should be: look at how you differentiate "
            "the loss.",
            ("2 * (z4 - y)", "(z4 - y)"),
        ),
        Mistake(
            "L1-SIGN",
            "All six derivatives have the wrong sign: the loss contains z₄ − y, not y − z₄.",
            ("2 * (z4 - y)", "2 * (y - z4)"),
        ),
        Mistake(
            "IX-SAME",
            "In ∂ℓ/∂w you are off by one: take the value that enters the product with the weight, "
            "not the one that comes out of it.",
            ("d4 * o3", "d4 * z4"),
            ("d3 * o2", "d3 * o3"),
            ("d2 * x", "d2 * o2"),
        ),
        Mistake(
            "WX-SAME",
            "On the way back you are off by one in the weights: which weight lies between the two "
            "values?",
            ("d4 * w3", "d4 * w2"),
            ("d3 * w2", "d3 * w1"),
        ),
        Mistake(
            "AD-SIGMA",
            "On the way back you multiply by the output of the ReLU; the chain rule asks for its "
            "derivative.",
            ("w3 * s3", "w3 * o3"),
            ("w2 * s2", "w2 * o2"),
        ),
        Mistake(
            "LP-REV",
            "Everything is computed rightly, but the last three numbers stand in the order of the "
            "layers; the question asks for the last weight first.",
            ("d3, d2, g3, g2, g1", "d3, d2, g1, g2, g3"),
        ),
        Mistake(
            "LP-NOPROP",
            "You use ∂ℓ/∂z₄ for every weight; each weight needs the derivative right behind it.",
            ("d3 * o2", "d4 * o2"),
            ("d2 * x", "d4 * x"),
        ),
    ),
    hints=(
        "Forward from left to right, then backward from right to left.",
        r"Begin with $\partial \ell / \partial z_4 = 2 (z_4 - y)$; on the way back to $z_3$ it "
        "meets $w_3$ and the derivative of the ReLU.",
        r"$\partial \ell / \partial w_i = \partial \ell / \partial z_{i+1} \cdot o_i$",
    ),
)
