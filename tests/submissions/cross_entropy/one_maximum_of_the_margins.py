# mistakes: SM-GLOBALMAX/margins
import numpy as np


def cross_entropy(U, y):
    margins = U - U[np.arange(len(y)), y][:, None]
    largest = margins.max()
    return np.mean(largest + np.log(np.exp(margins - largest).sum(axis=1)))
