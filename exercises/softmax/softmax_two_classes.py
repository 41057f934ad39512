"""Slide "Loss function": with two classes the softmax is a sigmoid."""

from numpy import exp

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
With K = 2 classes and the scores $u_1, u_2$, write the softmax probability of the **first** class
in terms of their difference `d` $= u_1 - u_2$.
"""


def first_probability(d):
    return 1 / (1 + exp(-d))


exercise = Formula(
    title="Two classes: softmax becomes a sigmoid",
    slide="Loss function",
    prompt=PROMPT,
    optional=True,
    needs=("softmax_by_hand",),
    marks=2,
    fields=(
        Field(
            label="$p_1$",
            reference=first_probability,
            domain={"d": (-3, 3)},
            also=("exp(d)/(1+exp(d))", "sigmoid(d)", "(1+tanh(d/2))/2", "1-1/(1+exp(d))"),
            mistakes=(
                Mistake(
                    "D4-SIGN",
                    "This is the probability of the second class.",
                    ("exp(-d)", "exp(d)"),
                ),
                Mistake(
                    "D4-EXP",
                    "A probability is at most 1: by what must you divide?",
                    ("1 / (1 + exp(-d))", "exp(d)"),
                ),
                Mistake(
                    "D4-NOONE",
                    "You put d and −d in the place of the two scores; they differ by d, not by 2d.",
                    ("1 / (1 + exp(-d))", "exp(d) / (exp(d) + exp(-d))"),
                ),
                Mistake(
                    "D4-LIN",
                    "A probability lies between 0 and 1; d can be any number.",
                    ("1 / (1 + exp(-d))", "d"),
                ),
            ),
        ),
    ),
    hints=(
        "Divide numerator and denominator by $\\exp(u_1)$.",
        "$\\exp(u_2) / \\exp(u_1) = \\exp(-d)$",
        "The numerator is 1, the denominator a sum of two terms.",
    ),
)
