# mistakes: DW-LAST
import numpy as np


def softmax_row(u):
    e = np.exp(u - np.max(u))
    return e / e.sum()


def linear_loss_grads(X, y, W, b, alpha):
    N, D = X.shape
    K = W.shape[1]
    loss = 0.0
    dW = np.zeros((D, K))
    db = np.zeros(K)
    for x, label in zip(X, y):
        u = x @ W + b.ravel()
        p = softmax_row(u)
        loss += np.max(u) + np.log(np.sum(np.exp(u - np.max(u)))) - u[label]
        delta = p
        delta[label] -= 1.0
        dW = np.outer(x, delta)
        db += delta
    loss = loss / N + alpha / 2 * ((W**2).sum() + (b**2).sum())
    dW = dW / N + alpha * W
    db = (db / N).reshape(1, K) + alpha * b
    return loss, dW, db
