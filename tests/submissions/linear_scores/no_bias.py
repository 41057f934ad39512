# mistakes: FW-NOBIAS
import numpy as np


def linear_scores(X, W, b):
    return np.matmul(X, W)
