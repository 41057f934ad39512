"""Slide "Loss function": the softmax of three scores, without a computer."""

import numpy as np

from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Array

PROMPT = r"""
The scores of one example are $u = (\ln «a», \; \ln «b», \; \ln «c»)$.

The softmax turns them into probabilities: $p_k = \exp(u_k) / \sum_j \exp(u_j)$.

Give the three probabilities, in this order; fractions such as 3/8 are accepted.
"""


def draw(rng):
    a, b, c = (int(number) for number in rng.choice(np.arange(1, 12), 3, replace=False))
    return {"a": a, "b": b, "c": c, "v": np.array([a, b, c], float)}


def probabilities(v):
    return v / v.sum()


exercise = Array(
    title="Softmax by hand",
    slide="Loss function",
    prompt=PROMPT,
    columns=("class 1", "class 2", "class 3"),
    draw_parameters=draw,
    reference=probabilities,
    marks=2,
    tolerance=Tolerance(0.004, 0.001),
    mistakes=(
        Mistake(
            "SM-NOEXP",
            "You normalised the scores themselves; what does the softmax do to each of them first?",
            ("v / v.sum()", "np.log(v) / np.log(v).sum()"),
        ),
        Mistake(
            "SM-NONORM",
            "You exponentiated the scores; what makes the three numbers add up to 1?",
            ("v / v.sum()", "v"),
        ),
        Mistake(
            "SM-SIGN",
            "You exponentiated −u; larger scores get larger probabilities.",
            ("v / v.sum()", "(1 / v) / (1 / v).sum()"),
        ),
        Mistake(
            "D1-MAX",
            "You divided by the largest number, so the three do not add up to 1.",
            ("v / v.sum()", "v / v.max()"),
        ),
        Mistake(
            "SM-SIGMOID",
            "You took a sigmoid of each score alone, so the three do not add up to 1.",
            ("v / v.sum()", "v / (1 + v)"),
        ),
        Mistake(
            "D1-EXP2",
            "You exponentiated twice: the scores are logarithms already.",
            ("v / v.sum()", "np.exp(v) / np.exp(v).sum()"),
        ),
    ),
    hints=(
        "$\\exp(\\ln a) = a$",
        "Divide each of the three numbers by their sum.",
        "$a / (a + b + c)$ comes first.",
    ),
)
