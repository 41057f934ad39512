"""Slide "Training loss": what does it mean that the loss is "quite high for three classes"?"""

from grader.core.kinds import Multi, Option

PROMPT = r"""
You train the linear classifier on the spiral with K = 3 classes (natural logarithm, small penalty).
The training loss starts somewhere, falls, and levels off near 0.76. The slide calls 1.10
$= -\log(1/3)$ "quite high for three classes".

Select all true statements.
"""

exercise = Multi(
    title="Read the training loss",
    slide="Training loss (quite high for three classes)",
    prompt=PROMPT,
    conventions="G3",
    needs=("chance_level",),
    marks=4,
    options=(
        Option(
            "1.10 = −log(1/3) is the loss of a classifier that gives every class probability 1/3",
            True,
            "This is the chance level for three classes.",
        ),
        Option(
            "0.76 is only a moderate improvement over the chance level",
            True,
            "exp(−0.76) is about 0.47: that is the typical probability of the true class.",
        ),
        Option(
            "with W ~ N(0,1) the first loss can be above 1.10",
            True,
            "A confident random classifier is worse than equal probabilities: in about 70 % of 40 "
            "random data sets the first loss was above 1.10.",
        ),
        Option(
            "with very small random weights the first loss is close to 1.10",
            True,
            "All scores are near 0, so all probabilities are near 1/3.",
        ),
        Option(
            "a longer training of the same linear classifier would bring the loss near 0",
            False,
            "The loss is convex and 0.76 is its minimum for these data: straight boundaries cannot "
            "separate the arms of the spiral.",
        ),
        Option(
            "the accuracy at this minimum is about one half",
            True,
            "It was between 0.49 and 0.55 on 40 random data sets.",
        ),
        Option(
            "a loss below 1.10 proves that the gradients are right",
            False,
            "Many wrong gradients also make the loss smaller.",
        ),
    ),
    hints=(
        "What does a classifier do whose loss is log 3?",
        "For a linear classifier the loss is convex and the boundaries are straight.",
        "Five statements are true.",
    ),
)
