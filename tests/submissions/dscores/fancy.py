# mistakes: DL-FANCY
import numpy as np


def dscores(U, y):
    e = np.exp(U - U.max(1, keepdims=True))
    P = e / e.sum(1, keepdims=True)
    P[:, y] -= 1
    return P / len(y)
