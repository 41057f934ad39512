"""Slide "Gradient of the first layer": dW₁ of one example, by hand."""

import numpy as np

from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Array

PROMPT = r"""
A two-layer network with two inputs, two hidden ReLU units and two classes has seen one example:

- the input is x = («x1», «x2»);
- the hidden pre-activations are z = («z1», «z2»);
- W2 = [[«a», «b»], [«c», «d»]], one row for each hidden unit;
- the gradient with respect to the scores is $\partial \ell / \partial u$ = («g1», «g2»).

Compute by hand the 2×2 matrix $dW_1 = \partial \ell / \partial W_1$, without penalty. Like W1 it
has one row for each input and one column for each hidden unit.
"""


def draw(rng):
    x = rng.choice(np.array([-3, -2, 2, 3, 4]), 2, replace=False).astype(float)
    z = np.array([rng.integers(2, 5), -rng.integers(2, 5)], float)
    if rng.integers(2):
        z = z[::-1].copy()
    W2 = rng.choice(np.array([-4, -3, -2, -1, 1, 2, 3, 4]), (2, 2)).astype(float)
    q = float(rng.choice([0.2, 0.3, 0.4, 0.6, 0.7]))
    g = np.array([q, -q])
    entries = [float(entry) for array in (x, z, W2, g) for entry in array.ravel()]
    names = ["x1", "x2", "z1", "z2", *"abcd", "g1", "g2"]
    return {"x": x, "z": z, "W2": W2, "g": g, **dict(zip(names, entries, strict=True))}


def first_weights(x, z, W2, g):
    dh = W2 @ g
    dz = dh * (z > 0)
    return np.outer(x, dz)


exercise = Array(
    title="Backward pass by hand",
    slide="Gradient of the first layer",
    prompt=PROMPT,
    conventions="G1 G5 G6",
    needs=("hidden_grad", "relu_backward"),
    rows=("input 1", "input 2"),
    columns=("unit 1", "unit 2"),
    draw_parameters=draw,
    reference=first_weights,
    marks=3,
    tolerance=Tolerance(1e-9, 2e-3),
    mistakes=(
        Mistake(
            "MK-NONE",
            "The ReLU is missing on the way back: what is its derivative where z < 0?",
            ("dh * (z > 0)", "dh"),
        ),
        Mistake(
            "MK-INV",
            "Your mask is inverted: the gradient passes where the unit was on.",
            ("(z > 0)", "(z <= 0)"),
        ),
        Mistake(
            "DH-NOTRANS",
            "You went back through W2 the wrong way round: the weights of unit j stand in row j.",
            ("W2 @ g", "g @ W2"),
        ),
        Mistake(
            "J5-T",
            "Your matrix is transposed: dW1 has one row for each input.",
            ("np.outer(x, dz)", "np.outer(dz, x)"),
        ),
        Mistake(
            "MK-H",
            "You multiplied by the output of the ReLU; the chain rule asks for its derivative.",
            ("(z > 0)", "np.maximum(z, 0)"),
        ),
        Mistake("J5-SIGN", "The sign is reversed.", ("np.outer(x, dz)", "-np.outer(x, dz)")),
        Mistake(
            "MK-Z",
            "You multiplied by z; the chain rule asks for the derivative of the ReLU.",
            ("(z > 0)", "z"),
        ),
    ),
    hints=(
        "Call the given gradient g; then $dh_j = \\sum_k W_2[j, k] \\cdot g_k$.",
        "Then through the ReLU: dz is dh, but 0 where z < 0.",
        "$dW_1[i, j] = x_i \\cdot dz_j$",
    ),
)
