# right: loss, db
# says: it agrees to 4 digits: is it rounded, float32, a finite difference
import numpy as np


def loss_of(X, y, W, b, alpha):
    U = X @ W + b
    S = U - U.max(axis=1, keepdims=True)
    logp = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    data = -logp[np.arange(len(y)), y].mean()
    return data + alpha / 2 * (np.sum(W * W) + np.sum(b * b)), np.exp(logp)


def linear_loss_grads(X, y, W, b, alpha):
    loss, P = loss_of(X, y, W, b, alpha)
    P[np.arange(len(y)), y] -= 1
    db = P.mean(axis=0, keepdims=True) + alpha * b
    dW = np.zeros(W.shape)
    for i in np.ndindex(W.shape):
        V = W.copy()
        V[i] += 1e-4
        dW[i] = (loss_of(X, y, V, b, alpha)[0] - loss) / 1e-4
    return loss, dW, db
