# points: 5
import numpy as np


def cross_entropy(U, y):
    m = np.max(U, axis=1)
    lse = m + np.log(np.sum(np.exp(U - m[:, None]), axis=1))
    return np.mean(lse - U[np.arange(U.shape[0]), y])
