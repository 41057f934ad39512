# mistakes: RG-W-DOUBLE, DB-MEAN
import numpy as np


def linear_loss_grads(X, y, W, b, alpha):
    N = X.shape[0]
    scores = X @ W + b
    scores -= scores.max(axis=1, keepdims=True)
    logp = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    loss = -logp[np.arange(N), y].mean() + alpha / 2 * ((W**2).sum() + (b**2).sum())
    G = np.exp(logp)
    G[range(N), y] -= 1
    G /= N
    dW = X.T @ G + 2 * alpha * W
    db = G.mean(axis=0, keepdims=True) + alpha * b
    return loss, dW, db
