# points: 1.8
# mistakes: CE-CLIP/+
import numpy as np


def cross_entropy(U, y):
    e = np.exp(U - U.max(axis=1, keepdims=True))
    P = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(P[np.arange(len(y)), y] + 1e-4))
