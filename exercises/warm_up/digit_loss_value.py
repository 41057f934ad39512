"""Slide "Training loss objective": the loss of a picture of a digit, in numbers."""

import numpy as np

from grader.core.exercise import Mistake
from grader.core.kinds import Numeric

PROMPT = r"""
For a picture a network gives this softmax output, the probabilities of the digits 0, 1, …, 9 in
this order:

«u»

The true digit is «y».

Compute the cross-entropy loss of this picture with the natural logarithm; three significant digits
are enough.
"""


def draw(rng):
    y = int(rng.integers(0, 10))
    share = rng.integers(1, 6, 10).astype(float)
    share[rng.integers(0, 10)] += rng.integers(10, 50)
    share[y] += rng.integers(3, 25)
    u = np.round(share / share.sum(), 2)
    u[u.argmax()] += 1 - u.sum()
    return {"u": np.round(u, 2), "y": y}


def loss(u, y):
    return -np.log(u[y])


exercise = Numeric(
    title="Cross-entropy of a softmax output",
    slide="Training loss objective",
    prompt=PROMPT,
    conventions="G2 G3",
    needs=("digit_loss",),
    draw_parameters=draw,
    reference=loss,
    marks=2,
    mistakes=(
        Mistake(
            "CE-LOG10",
            "This is the base-10 logarithm, as in the slide's 0.046; use the natural one.",
            ("-np.log(", "-np.log10("),
        ),
        Mistake(
            "CE-LABEL1",
            "You took the entry one place too early: the first entry belongs to digit 0.",
            ("u[y]", "(u[y - 1] if y else np.nan)"),
        ),
        Mistake(
            "CE-NEXT",
            "You took the entry one place too late: the first entry belongs to digit 0.",
            ("u[y]", "(u[y + 1] if y < 9 else np.nan)"),
        ),
        Mistake(
            "CE-MAX",
            "You took the largest probability; the one of the true digit counts, however small.",
            ("u[y]", "(u.max() if u[y] < u.max() else np.nan)"),
        ),
        Mistake(
            "CE-ONEMINUS",
            "You computed 1 − p, the probability of being wrong; the loss contains a logarithm.",
            ("-np.log(u[y])", "1 - u[y]"),
        ),
        Mistake(
            "CE-SIGN",
            "The sign is wrong: the loss is never negative.",
            ("-np.log(", "np.log("),
        ),
        Mistake(
            "CE-ALLCLASSES",
            "You added up all ten classes; only the true one counts.",
            ("-np.log(u[y])", "-np.log(u).sum()"),
        ),
        Mistake(
            "CE-LOG2",
            "This is the base-2 logarithm; use the natural one.",
            ("-np.log(", "-np.log2("),
        ),
    ),
    hints=(
        "Only one of the ten probabilities enters the loss: which?",
        "Counting starts at digit 0.",
        "Take −ln of that probability.",
    ),
)
