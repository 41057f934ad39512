"""Scores, labels and shapes of the linear classifier."""
