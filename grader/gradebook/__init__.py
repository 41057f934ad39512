"""Which score counts, and in which form does it leave?  Pure functions over recorded attempts."""

from grader.gradebook.scores import POLICIES, ExerciseRow, Score, scores, with_missing
from grader.gradebook.tables import attempts_csv, long_csv, wide_csv

__all__ = [
    "POLICIES", "ExerciseRow", "Score", "attempts_csv", "long_csv", "scores", "wide_csv",
    "with_missing",
]  # fmt: skip
