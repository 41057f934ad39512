"""Which score counts, and in which form does it leave?  Pure functions over recorded attempts."""

from grader.gradebook.policy import POLICIES, Rules
from grader.gradebook.scores import ExerciseRow, Score, handed_in, scores, with_missing, with_zeros
from grader.gradebook.tables import attempts_csv, long_csv, wide_csv

__all__ = [
    "POLICIES", "ExerciseRow", "Rules", "Score", "attempts_csv", "handed_in", "long_csv", "scores",
    "wide_csv", "with_missing", "with_zeros",
]  # fmt: skip
