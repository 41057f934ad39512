"""Slides "Training loss objective" and "Training loss": two logarithms in one lecture."""

from grader.core.kinds import Multi, Option

PROMPT = r"""
For a digit whose true class received the probability 0.9, the lecture shows the loss
$-\log 0.9 = 0.046$. Select all true statements.
"""

exercise = Multi(
    title="The slide says −log 0.9 = 0.046",
    slide="Training loss objective, Loss function (ℓ ≥ 0), Training loss",
    prompt=PROMPT,
    conventions="G3",
    needs=("digit_loss",),
    marks=3,
    options=(
        Option(
            "0.046 is the value with the base-10 logarithm",
            True,
            "−log₁₀ 0.9 = 0.0458.",
        ),
        Option(
            "with the natural logarithm, as in numpy and PyTorch, the value is 0.105",
            True,
            "−ln 0.9 = 0.1054.",
        ),
        Option(
            "changing the base multiplies every loss value (and every gradient) by one constant",
            True,
            "log₁₀ t = ln t / ln 10, so the constant is 1/2.3026.",
        ),
        Option(
            "the loss is never negative, whatever the base > 1",
            True,
            "A softmax probability lies between 0 and 1, so −log p ≥ 0.",
        ),
        Option(
            "the slide on the training loss, −log(1/3) = 1.10, uses the natural logarithm",
            True,
            "ln 3 = 1.0986, while log₁₀ 3 = 0.477: the two slides use different bases.",
        ),
        Option(
            "with the base-10 logarithm other weights would be the best for the data loss",
            False,
            "A positive constant factor does not move the minimum of the data loss.",
        ),
        Option(
            "the loss cannot exceed 1",
            False,
            "It grows without bound when the probability of the true class goes to 0.",
        ),
        Option(
            "a loss of 0.105 means that 10.5 % of the pictures are classified wrongly",
            False,
            "The loss speaks of the probability of the true class, not of the number of errors.",
        ),
    ),
    hints=(
        "Evaluate −ln 0.9 and −log₁₀ 0.9.",
        "Compare with −log(1/3) = 1.10 on the other slide.",
        "Five statements are true.",
    ),
)
