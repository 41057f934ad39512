# mistakes: C3-FANCY
import numpy as np


def one_hot(y, K):
    out = np.zeros((y.size, K))
    out[:, y] = 1
    return out
