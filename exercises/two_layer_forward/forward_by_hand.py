"""Slide "Forward pass in the two-layer neural network": the whole pass, in small integers."""

import numpy as np

from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Array

PROMPT = r"""
A two-layer network with two inputs, two hidden ReLU units and two classes gets one example:

- x = («x1», «x2»)
- W1 = [[«a», «b»], [«c», «d»]] and b1 = («e», «f»)
- W2 = [[«g», «h»], [«i», «j»]] and b2 = («k», «l»)

x is a row, as are b1 and b2. Compute by hand the two scores
$u = \text{ReLU}(x W_1 + b_1) W_2 + b_2$.
"""


def draw(rng):
    shapes = {"x": 2, "W1": (2, 2), "b1": 2, "W2": (2, 2), "b2": 2}
    drawn = {name: rng.integers(-3, 4, shape).astype(float) for name, shape in shapes.items()}
    entries = (entry for array in drawn.values() for entry in array.ravel().tolist())
    return {**drawn, **dict(zip(["x1", "x2", *"abcdefghijkl"], entries, strict=True))}


def scores(x, W1, b1, W2, b2):
    z = x @ W1 + b1
    h = np.maximum(z, 0)
    one_active = (z > 0).sum() == 1  # drawn again otherwise
    return h @ W2 + b2 if one_active else np.full(2, np.nan)


exercise = Array(
    title="Forward pass by hand",
    slide="Forward pass in the two-layer neural network",
    prompt=PROMPT,
    conventions="G1 G5",
    columns=("score 1", "score 2"),
    draw_parameters=draw,
    reference=scores,
    marks=3,
    tolerance=Tolerance(1e-9, 1e-3),
    mistakes=(
        Mistake(
            "FW-NOACT",
            "The ReLU is missing: one of the pre-activations is negative.",
            ("h @ W2", "z @ W2"),
        ),
        Mistake(
            "FW-ACTOUT",
            "You applied the ReLU to the scores too; the output layer has none.",
            ("return h @ W2 + b2", "return np.maximum(h @ W2 + b2, 0)"),
        ),
        Mistake(
            "I4-W1T",
            "You multiplied with W1 the wrong way round: x is a row, so use the columns of W1.",
            ("h = np.maximum(z, 0)", "h = np.maximum(x @ W1.T + b1, 0)"),
        ),
        Mistake(
            "I4-W2T",
            "You multiplied with W2 the wrong way round: h is a row, so use the columns of W2.",
            ("h @ W2", "h @ W2.T"),
        ),
        Mistake(
            "FW-NOB1",
            "b1 is missing from the hidden layer.",
            ("h = np.maximum(z, 0)", "h = np.maximum(x @ W1, 0)"),
        ),
        Mistake("FW-NOB2", "b2 is missing from the scores.", ("h @ W2 + b2", "h @ W2")),
        Mistake(
            "I4-BIASAFTER",
            "You added b1 after the ReLU; it belongs to the pre-activations.",
            ("h = np.maximum(z, 0)", "h = np.maximum(x @ W1, 0) + b1"),
        ),
        Mistake(
            "I1-ABS",
            "You flipped the sign of a negative pre-activation; the ReLU cuts it off.",
            ("h = np.maximum(z, 0)", "h = abs(z)"),
        ),
    ),
    hints=(
        "First the two pre-activations: z = x W1 + b1.",
        "Replace what is negative in z by 0; that is the hidden output.",
        "Multiply the hidden output by W2 and add b2.",
    ),
)
