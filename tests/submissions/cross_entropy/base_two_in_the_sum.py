# mistakes: CE-LOG2/sum
import numpy as np


def lse(A):
    top = A.max(axis=1)
    return top + np.log2(np.exp(A - top[:, None]).sum(axis=1))


def cross_entropy(U, y):
    picked = np.take_along_axis(U, y[:, None], axis=1)[:, 0]
    return np.mean(lse(U) - picked)
