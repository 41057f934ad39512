# points: 4.5
# mistakes: SM-INPLACE
import numpy as np


def softmax(U):
    U -= U.max(axis=1, keepdims=True)
    return np.exp(U) / np.exp(U).sum(axis=1, keepdims=True)
