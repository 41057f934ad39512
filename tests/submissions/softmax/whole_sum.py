# mistakes: SM-GLOBAL
import numpy as np


def softmax(U):
    ex = np.exp(U - U.max(axis=1, keepdims=True))
    return ex / np.sum(ex)
