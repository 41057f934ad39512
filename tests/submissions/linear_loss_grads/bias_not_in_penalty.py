# mistakes: PEN-NOB
# right: dW, db
import numpy as np


def linear_loss_grads(X, y, W, b, alpha):
    def loss_of(W, b):
        U = X @ W + b
        m = U.max(axis=1, keepdims=True)
        lse = (m + np.log(np.exp(U - m).sum(axis=1, keepdims=True)))[:, 0]
        return np.mean(lse - U[np.arange(len(y)), y]) + alpha / 2 * np.sum(W**2)

    U = X @ W + b
    E = np.exp(U - U.max(axis=1, keepdims=True))
    G = (E / E.sum(axis=1, keepdims=True) - np.eye(W.shape[1])[y]) / len(y)
    return loss_of(W, b), X.T @ G + alpha * W, G.sum(axis=0, keepdims=True) + alpha * b
