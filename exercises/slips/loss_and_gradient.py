"""The slips that are the same in the average cross-entropy and in its derivative.

Their lines are those of `cross_entropy` and of `scores`.
"""

from exercises.slips.cross_entropy import EVERY_MARKED, MARKED, MARKED_ONCE, NONE_BEFORE, PICKED
from exercises.slips.scores import AVERAGE, BEFORE, TRUE
from grader.core.exercise import Mistake

EARLY = (
    "You read the labels one column too early, in the loss and in the gradient: label 0 "
    "is the first column."
)

LOSS_AND_GRADIENT = (
    Mistake("LABEL1", EARLY, (PICKED, "logp[rows, y - 1]"), (TRUE, "G[rows, y - 1]")),
    Mistake("LABEL1/none", EARLY, (PICKED, NONE_BEFORE), (TRUE, BEFORE)),
    Mistake("FANCY", MARKED, (PICKED, EVERY_MARKED), (TRUE, "G[:, y]")),
    Mistake("FANCY/once", MARKED, (PICKED, MARKED_ONCE), (TRUE, "G[:, y]")),
    Mistake(
        "AVG-SUM",
        "You add up the examples, in the loss and in the gradients; the data loss is their "
        "average.",
        ("picked.mean()", "picked.sum()"),
        (AVERAGE, "dU = 1.0 * G"),
    ),
    Mistake(
        "AVG-K",
        "You divide by the number of classes, in the loss and in the gradients; over what does "
        "the loss average?",
        ("picked.mean()", "picked.sum() / U.shape[1]"),
        (AVERAGE, "dU = G / G.shape[1]"),
    ),
    Mistake(
        "AVG-NK",
        "You divide by the number of all entries, N·K, in the loss and in the gradients; over "
        "what does the loss average?",
        ("picked.mean()", "picked.sum() / U.size"),
        (AVERAGE, "dU = G / G.size"),
    ),
)
