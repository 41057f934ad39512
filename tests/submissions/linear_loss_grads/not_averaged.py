# mistakes: NM-SUM
# right: loss
import numpy as np


def linear_loss_grads(X, y, W, b, alpha):
    N = X.shape[0]
    scores = X @ W + b
    scores -= scores.max(axis=1, keepdims=True)
    probs = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    logp = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    loss = -logp[np.arange(N), y].mean() + alpha / 2 * ((W**2).sum() + (b**2).sum())
    probs[range(N), y] -= 1
    return loss, X.T @ probs + alpha * W, probs.sum(axis=0, keepdims=True) + alpha * b
