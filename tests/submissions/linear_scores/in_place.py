# mistakes: C2-INPLACE
# says: changes its argument W
import numpy as np


def linear_scores(X, W, b):
    W *= 2
    return (X @ W) / 2 + b
