# mistakes: DL-SIGN
import numpy as np


def dscores(U, y):
    e = np.exp(U - U.max(1, keepdims=True))
    P = e / e.sum(1, keepdims=True)
    T = np.zeros_like(P)
    T[np.arange(len(y)), y] = 1
    return (T - P) / len(y)
