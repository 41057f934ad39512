"""The slips that are the same in the average cross-entropy and in its derivative.

Their lines are those of `cross_entropy` and of `scores`.
"""

from exercises.slips.cross_entropy import PICKED
from exercises.slips.scores import AVERAGE
from grader.core.exercise import Mistake

LOSS_AND_GRADIENT = (
    Mistake(
        "LABEL1",
        "You read the labels one column too early, in the loss and in the gradient: label 0 "
        "is the first column.",
        (PICKED, "logp[rows, y - 1]"),
        ("G[rows, y]", "G[rows, y - 1]"),
    ),
    Mistake(
        "AVG-SUM",
        "You add up the examples, in the loss and in the gradients; the data loss is their "
        "average.",
        ("picked.mean()", "picked.sum()"),
        (AVERAGE, "dU = 1.0 * G"),
    ),
)
