# points: 10
import numpy as np


def linear_loss_grads(X, y, W, b, alpha):
    N, D = X.shape
    K = W.shape[1]
    Y = np.zeros((N, K))
    Y[np.arange(N), y] = 1.0
    Z = X.dot(W) + b
    Z = Z - Z.max(axis=1, keepdims=True)
    logP = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    loss = -np.sum(Y * logP) / N + alpha / 2 * (np.sum(W**2) + np.sum(b**2))
    dZ = (np.exp(logP) - Y) / N
    dW = X.T.dot(dZ) + alpha * W
    db = dZ.sum(axis=0).reshape(1, K) + alpha * b
    return loss, dW, db
