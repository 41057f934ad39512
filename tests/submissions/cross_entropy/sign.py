# mistakes: CE-SIGN
import numpy as np


def cross_entropy(U, y):
    S = U - U.max(axis=1, keepdims=True)
    logp = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    return logp[np.arange(len(y)), y].sum() / y.shape[0]
