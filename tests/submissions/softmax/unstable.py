# mistakes: SM-UNSTABLE
import numpy as np


def softmax(U):
    e = np.exp(U)
    return e / e.sum(axis=1)[:, None]
