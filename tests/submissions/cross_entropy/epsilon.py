# points: 0
# says: it agrees to 3 digits: is it rounded, float32, a finite difference, or is a small number
import numpy as np


def cross_entropy(U, y):
    e = np.exp(U - U.max(axis=1, keepdims=True))
    P = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(P[np.arange(len(y)), y] + 1e-4))
