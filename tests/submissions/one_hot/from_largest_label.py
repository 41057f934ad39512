# mistakes: C3-NOK
import numpy as np


def one_hot(y, K):
    return np.eye(np.max(y) + 1)[y]
