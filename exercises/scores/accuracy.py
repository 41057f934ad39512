"""Slides "Results": which share of the examples is classified correctly?"""

import numpy as np

from exercises.arguments import scores
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `accuracy(U, y)`: the share of the examples (a number from 0 to 1) whose largest score stands
in the column of the true class.

The scores U have shape (N, K); the labels y are integers $0, …, K-1$ in an array of shape (N,).
Where several scores of an example are equally large, the first of them counts. Leave U and y
unchanged.
"""


def accuracy(U, y):
    """Return a number from 0 to 1.  U: (N, K), y: (N,)."""
    predicted = np.argmax(U, axis=1)
    right = predicted == y
    return float(np.mean(right))


def cases(rng: np.random.Generator) -> list[Case]:
    def square(size, hits):
        """As many examples as classes; some labels fit the columns, so that the axis shows."""
        U = rng.normal(size=(size, size))
        return U, np.where(np.arange(size) < hits, U.argmax(axis=0), U.argmax(axis=1))

    equal = np.array([[0.0, 0, 0], [1, 1, 0], [0, 2, 2]])
    return [
        Case("forty examples", scores(rng, 40, 3), weight=2),
        Case("as many examples as classes", square(8, 3)),
        Case("six examples, six classes", square(6, 2)),
        Case("one example, negative scores", (np.array([[-5.0, -1]]), np.array([1]))),
        Case("more classes than examples", (rng.normal(size=(4, 7)), np.array([6, 5, 0, 2]))),
        Case("equal scores", (equal, np.array([0, 0, 1])), lines=("equal scores",)),
        Case("equal scores, last class", (equal, np.array([2, 0, 2])), lines=("equal scores",)),
    ]


exercise = Code(
    title="Accuracy",
    slide="Results",
    prompt=PROMPT,
    conventions="G1 G2 G7",
    optional=True,
    reference=accuracy,
    returns=("accuracy",),
    cases=cases,
    rubric=(
        Part("share of right answers", points=1, outputs=("accuracy",)),
        Part("equal scores", points=0.5, outputs=("accuracy",)),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "C4-AXIS",
            "You look for the largest score of each class; each example has a prediction.",
            ("axis=1", "axis=0"),
        ),
        Mistake(
            "C4-SUM",
            "You return how many answers are right; which share is it?",
            ("np.mean(right)", "np.sum(right)"),
        ),
        Mistake(
            "C4-ERR",
            "You return the share of wrong answers.",
            ("predicted == y", "predicted != y"),
        ),
        Mistake(
            "C4-PERCENT",
            "You return a percentage; the share lies between 0 and 1.",
            ("np.mean(right)", "100 * np.mean(right)"),
        ),
        Mistake(
            "C4-MIN",
            "You predict the class with the smallest score.",
            ("np.argmax(", "np.argmin("),
        ),
        Mistake(
            "C4-LAST",
            "Among equal scores yours takes the last; the first one counts.",
            ("np.argmax(U, axis=1)", "U.shape[1] - 1 - np.argmax(U[:, ::-1], axis=1)"),
        ),
    ),
    hints=(
        "The prediction is the column of the largest score.",
        "`np.argmax` with an axis gives it for all examples at once.",
        "`np.mean(np.argmax(U, axis=1) == y)`",
    ),
)
