# mistakes: CE-LOG0
import numpy as np


def cross_entropy(U, y):
    e = np.exp(U - np.max(U, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    losses = -np.log(p[range(len(y)), y])
    return losses.mean()
