# points: 5
import numpy as np


def cross_entropy(U, y):
    T = np.eye(U.shape[1])[y]
    S = U - U.max(axis=1, keepdims=True)
    logp = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    return -(T * logp).sum() / len(U)
