# points: 9
# mistakes: RG-B-NONE
# right: loss, dW
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
    return loss, X.T @ G + alpha * W, np.ones((1, N)) @ G
