"""Slide "Training loss": which loss does a classifier have that knows nothing?"""

import numpy as np

from grader.core.exercise import Mistake
from grader.core.kinds import Numeric

PROMPT = r"""
A classifier for «K» classes gives every class the same probability. What is its cross-entropy loss
(natural logarithm)?
"""


def draw(rng):
    return {"K": int(rng.integers(4, 60))}


def loss(K):
    return -np.log(1 / K)


exercise = Numeric(
    title="Chance level",
    slide="Training loss (−log 1/3 = 1.10)",
    prompt=PROMPT,
    conventions="G3",
    needs=("digit_loss",),
    draw_parameters=draw,
    reference=loss,
    marks=1,
    mistakes=(
        Mistake(
            "CE-LOG10", "This is the base-10 logarithm; use the natural one.", ("log(", "log10(")
        ),
        Mistake(
            "D6-INV",
            "This is the probability of each class; the loss contains its logarithm.",
            ("-np.log(1 / K)", "1 / K"),
        ),
        Mistake("CE-LOG2", "This is the base-2 logarithm; use the natural one.", ("log(", "log2(")),
        Mistake(
            "CE-SIGN", "The sign is wrong: the loss is never negative.", ("-np.log(", "np.log(")
        ),
        Mistake(
            "CE-ONEMINUS",
            "This is the probability of being wrong; the loss contains a logarithm.",
            ("-np.log(1 / K)", "1 - 1 / K"),
        ),
        Mistake(
            "CE-ALLCLASSES",
            "You added up all classes; only the true one counts.",
            ("-np.log(1 / K)", "-K * np.log(1 / K)"),
        ),
    ),
    hints=(
        "Which probability does each of the classes get?",
        "Whatever the true class is, its probability is 1/K.",
        "$-\\ln(1/K) = \\ln K$",
    ),
)
