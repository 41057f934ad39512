"""Slide "Loss function": what does the softmax not see?"""

from grader.core.kinds import Multi, Option

PROMPT = r"""
The scores u of one example become probabilities by the softmax. Select every change of u that
leaves **all** probabilities as they are, and every other statement that is true.
"""

exercise = Multi(
    title="What softmax ignores",
    slide="Loss function",
    prompt=PROMPT,
    optional=True,
    needs=("softmax",),
    marks=3,
    options=(
        Option(
            "unchanged by: adding 7 to every score",
            True,
            "The factor e⁷ is in the numerator and in the sum, and cancels.",
        ),
        Option(
            "unchanged by: subtracting the largest score from every score",
            True,
            "It is the same constant for all; this is the stable way to compute the softmax.",
        ),
        Option(
            "unchanged by: multiplying every score by 2",
            False,
            "The differences between the scores grow, and the distribution becomes sharper.",
        ),
        Option(
            "unchanged by: adding 7 to the score of one class only",
            False,
            "Only a constant that all scores share cancels.",
        ),
        Option(
            "the class with the largest score has the largest probability",
            True,
            "exp is increasing, and all are divided by the same sum.",
        ),
        Option(
            "with at least two classes, a probability can be exactly 1 in exact arithmetic",
            False,
            "All exponentials are positive, so every class gets a share; only rounding gives 1.0.",
        ),
        Option(
            "with two classes, the first probability depends only on u₁ − u₂",
            True,
            "p₁ = 1/(1 + exp(−(u₁ − u₂))), the sigmoid of the difference.",
        ),
    ),
    hints=(
        "Write exp(u + c) as exp(c)·exp(u).",
        "A factor that all exponentials share cancels.",
        "Four statements are true.",
    ),
)
