# mistakes: PEN-ONLY
import numpy as np


def log_softmax(U):
    shifted = U - U.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def penalty(params, alpha):
    return sum(0.5 * alpha * (p**2).sum() for p in params)


def linear_loss(X, y, W, b, alpha):
    U = X.dot(W) + b
    nll = -log_softmax(U)[range(len(y)), y]
    return penalty((W, b), alpha)
