"""Slide "Warm-up questions": what is a neural network made of?"""

from grader.core.kinds import Multi, Option

PROMPT = r"""
Which of these are basic building blocks of a feed-forward neural network? Select all that apply.
"""

exercise = Multi(
    title="Building blocks of a neural network",
    slide="Warm-up questions",
    prompt=PROMPT,
    marks=3,
    options=(
        Option(
            "units (neurons) that form a weighted sum of their inputs",
            True,
            "Every unit computes a weighted sum of its inputs plus a bias before its activation.",
        ),
        Option(
            "trainable weights and biases",
            True,
            "Weights and biases are the parameters that training changes.",
        ),
        Option(
            "layers of units, one feeding the next",
            True,
            "Units are arranged in layers: the outputs of one layer are the inputs of the next.",
        ),
        Option(
            "a nonlinear activation function",
            True,
            "Without it all layers together are a single linear map; the exercise 'Why a "
            "nonlinearity?' shows that.",
        ),
        Option(
            "a sorted list of the training labels",
            False,
            "Labels enter through the loss; they are not a part of the network.",
        ),
        Option(
            "a decision tree in every unit",
            False,
            "A unit is a weighted sum followed by an activation, not a tree.",
        ),
        Option(
            "the inverse of the weight matrix",
            False,
            "No pass through the network inverts a weight matrix; the way back uses the transpose.",
        ),
    ),
    hints=(
        "Think of what one layer computes: $\\sigma(xW + b)$.",
        "Name every symbol in $\\sigma(xW + b)$, and what happens with its result.",
        "Four statements are true.",
    ),
)
