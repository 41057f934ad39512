"""Slide "Loss function": the ℓ2 penalty of given parameters, in numbers."""

import numpy as np

from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Numeric

PROMPT = r"""
A small linear classifier has the parameters

- W = «W»
- b = [«b1», «b2»]

and the strength of the penalty is alpha = «alpha».

Compute the penalty $\frac{\alpha}{2} \cdot$ (sum of the squares of all entries of W and of b).
"""


def draw(rng):
    entries = np.array([-5, -4, -3, -2, 2, 3, 4, 5, 6])
    w11, w12, w21, w22, b1, b2 = (int(entry) for entry in rng.choice(entries, 6))
    alpha = float(rng.choice([0.01, 0.02, 0.05, 0.1, 0.2, 0.5]))
    W, b = np.array([[w11, w12], [w21, w22]], float), np.array([b1, b2], float)
    single = {"w11": w11, "w12": w12, "w21": w21, "w22": w22, "b1": b1, "b2": b2}
    return {"W": W, "b": b, "alpha": alpha, **single}


def penalty(W, b, alpha):
    return alpha / 2 * ((W**2).sum() + (b**2).sum())


exercise = Numeric(
    title="Penalty value",
    slide="Loss function (ℓ2 penalty)",
    prompt=PROMPT,
    conventions="G4",
    optional=True,
    needs=("penalty_derivative",),
    draw_parameters=draw,
    reference=penalty,
    marks=2,
    tolerance=Tolerance(0.002, 1e-9),
    mistakes=(
        Mistake("PEN-NOHALF", "The factor 1/2 is missing.", ("alpha / 2", "alpha")),
        Mistake(
            "PEN-NOB",
            "Only W is in your sum; in this course the biases are penalised too.",
            (" + (b**2).sum()", ""),
        ),
        Mistake(
            "PEN-NOHALF+NOB",
            "Two things are missing: the factor 1/2, and the biases.",
            ("alpha / 2", "alpha"),
            (" + (b**2).sum()", ""),
        ),
        Mistake(
            "PEN-NORM",
            "You took square roots; the penalty adds the squares as they are.",
            ("(W**2).sum() + (b**2).sum()", "np.linalg.norm(W) + np.linalg.norm(b)"),
        ),
        Mistake(
            "PEN-ABS",
            "You added absolute values; the ℓ2 penalty adds squares.",
            ("(W**2).sum() + (b**2).sum()", "abs(W).sum() + abs(b).sum()"),
        ),
        Mistake(
            "PEN-SQSUM",
            "You added first and squared the sum; square each entry first.",
            ("(W**2).sum() + (b**2).sum()", "W.sum() ** 2 + b.sum() ** 2"),
        ),
        Mistake("PEN-NOALPHA", "The strength alpha is missing.", ("alpha / 2", "0.5")),
        Mistake(
            "PEN-MEAN",
            "You averaged the squares; the penalty is their sum.",
            ("(W**2).sum() + (b**2).sum()", "(W**2).mean() + (b**2).mean()"),
        ),
    ),
    hints=(
        "Square every entry of W and of b; signs disappear.",
        "Add all six squares.",
        "Multiply the sum by alpha/2.",
    ),
)
