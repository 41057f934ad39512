"""What do the parameters of a trained two-layer network tell about its training?"""

import numpy as np

from grader.core.kinds.train import finite


def accuracy(W1, b1, W2, b2, X, y):
    U = np.maximum(X @ W1 + b1, 0.0) @ W2 + b2
    return float((U.argmax(axis=1) == y).mean())


def forces(X, y, W1, b1, W2, b2):
    """Where did the training come to rest, or which way was it going?

    Under a penalty the data gradient ends antiparallel to the parameter (`rest` is 1) and
    `strength` times as long; what is left across it pulls on. Uphill, `rest` of W2 is negative.
    A training that leaves out the derivative of the ReLU rests by that gradient, not by ours.
    """
    Z1 = X @ W1 + b1
    A = np.maximum(Z1, 0.0)
    loss, dU = data_loss(A @ W2 + b2, y)
    dH = dU @ W2.T
    dW1, dW2 = X.T @ (dH * (Z1 > 0)), A.T @ dU
    return {
        "loss": finite(loss, np.inf),
        "loss without ReLU": finite(data_loss(Z1 @ W2 + b2, y)[0], np.inf),
        "units on": float((Z1 > 0).any(axis=0).mean()),
        "rest of W1": along(-dW1, W1),
        "rest of W2": along(-dW2, W2),
        "strength": float(np.linalg.norm(dW1) / max(np.linalg.norm(W1), 1e-300)),
        "pull": across(dW1, W1),
        "pull without mask": across(X.T @ dH, W1),
    }


def data_loss(U, y):
    """The average cross-entropy and its gradient with respect to the scores U: (N, K)."""
    rows = np.arange(len(y))
    logp = U - np.logaddexp.reduce(U, axis=1)[:, None]
    dU = np.exp(logp)
    dU[rows, y] -= 1.0
    return float(-logp[rows, y].mean()), dU / len(y)


def along(G, W):
    """The cosine between two arrays; 0 if one of them vanishes."""
    sizes = np.linalg.norm(G) * np.linalg.norm(W)
    return finite(float((G * W).sum() / sizes), 0.0) if sizes else 0.0


def across(G, W):
    """How long is the part of G at right angles to W?"""
    return float(np.linalg.norm(G - (G * W).sum() / max((W * W).sum(), 1e-300) * W))
