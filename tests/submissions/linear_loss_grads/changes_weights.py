# mistakes: MUT-PARAM
import numpy as np


def linear_loss_grads(X, y, W, b, alpha):
    N = len(y)
    U = X @ W + b
    S = U - U.max(axis=1, keepdims=True)
    lse = np.log(np.exp(S).sum(axis=1))
    loss = np.mean(lse - S[np.arange(N), y]) + alpha / 2 * (np.sum(W**2) + np.sum(b**2))
    P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    P[np.arange(N), y] -= 1
    P /= N
    W *= alpha
    dW = W + X.T @ P
    return loss, dW, P.sum(axis=0, keepdims=True) + alpha * b
