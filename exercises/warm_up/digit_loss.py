"""Slide "Warm-up questions": the cross-entropy loss of one digit."""

from numpy import log

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
For a picture of a digit a network gives the softmax output: ten positive numbers that add up to 1,
the probabilities of the digits 0, …, 9. Let `p` be the probability of the true digit. Write the
cross-entropy loss of this picture in terms of p.
"""


def loss(p):
    return -log(p)


exercise = Formula(
    title="Cross-entropy loss of one digit",
    slide="Warm-up questions",
    prompt=PROMPT,
    conventions="G3",
    marks=2,
    fields=(
        Field(
            label="Loss",
            reference=loss,
            domain={"p": (0.05, 0.95)},
            also=("log(1/p)", "-ln(p)", "0 - log(p)", "-ln p"),
            mistakes=(
                Mistake(
                    "CE-SIGN",
                    "Yours is negative, since p < 1; a loss is never negative.",
                    ("-log(p)", "log(p)"),
                ),
                Mistake(
                    "CE-ONEMINUS",
                    "1 − p is the probability of being wrong; cross-entropy contains a logarithm.",
                    ("-log(p)", "1 - p"),
                ),
                Mistake(
                    "A5-LOG1MP",
                    "Yours grows with p. The loss must be small when the true class gets a large "
                    "probability.",
                    ("-log(p)", "-log(1 - p)"),
                ),
                Mistake(
                    "CE-ENTROPY",
                    "This is a term of an entropy. With what weight does the true class count?",
                    ("-log(p)", "-p * log(p)"),
                ),
                Mistake(
                    "CE-SQUARED",
                    "This is a squared error; cross-entropy contains a logarithm.",
                    ("-log(p)", "(1 - p)**2"),
                ),
                Mistake(
                    "CE-LOG10",
                    "Use the natural logarithm; the exercise on −log 0.9 = 0.046 says more.",
                    ("-log(p)", "-log(p) / log(10)"),
                ),
                Mistake(
                    "CE-BINARY",
                    "You added a term for the other classes; with several classes only the true "
                    "one counts.",
                    ("-log(p)", "-log(p) - log(1 - p)"),
                ),
            ),
        ),
    ),
    hints=(
        "Only the probability of the **true** class matters.",
        "The loss is 0 when p = 1 and grows without bound as p goes to 0.",
        "A natural logarithm with a minus sign.",
    ),
)
