"""What do the parameters of a trained classifier tell about its training?"""

import numpy as np

from grader.core.kinds.train import finite

ACTIVATIONS = {
    "relu": lambda Z: np.maximum(Z, 0.0),
    "tanh": np.tanh,
    "sigmoid": lambda Z: 0.5 + 0.5 * np.tanh(Z / 2),
}


def two_layers(X, y, W1, b1, W2, b2):
    """Where did the training come to rest, or which way was it going?

    Under a penalty the data gradient ends antiparallel to the parameter (`rest` is 1) and
    `strength` times as long; what is left across it pulls on.  Uphill, `rest` of W2 is negative.
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
        "size of b": size(b1, b2),
        "scale of W1": scale(W1),
        "scale of W2": scale(W2),
        "rest of W1": along(-dW1, W1),
        "rest of W2": along(-dW2, W2),
        "strength": size(dW1) / max(size(W1), 1e-300),
        "pull": across(dW1, W1),
        "pull without mask": across(X.T @ dH, W1),
    }


def many_layers(X, y, Ws, bs, act):
    """The same for any number of layers, by the gradient of the last one."""
    A = hidden(X, Ws, bs, ACTIVATIONS[act])
    loss, dU = data_loss(A @ Ws[-1] + bs[-1], y)
    linear, _ = data_loss(hidden(X, Ws, bs, lambda Z: Z) @ Ws[-1] + bs[-1], y)
    dW = A.T @ dU
    return {
        "loss": finite(loss, np.inf),
        "loss without activation": finite(linear, np.inf),
        "units on": float((A != 0).any(axis=0).mean()),
        "size of b": size(*bs),
        "sum of b": float(bs[-1].sum()),
        "scale": max(scale(W) for W in Ws),
        "rest": along(-dW, Ws[-1]),
        "slope": size(dW),
    }


def hidden(X, Ws, bs, activation):
    """What goes into the last layer."""
    for W, b in zip(Ws[:-1], bs[:-1], strict=True):
        X = activation(X @ W + b)
    return X


def accuracy(X, y, Ws, bs, act="relu"):
    U = hidden(X, Ws, bs, ACTIVATIONS[act]) @ Ws[-1] + bs[-1]
    return float((U.argmax(axis=1) == y).mean())


def data_loss(U, y):
    """The average cross-entropy and its gradient with respect to the scores U: (N, K)."""
    rows = np.arange(len(y))
    logp = U - np.logaddexp.reduce(U, axis=1)[:, None]
    dU = np.exp(logp)
    dU[rows, y] -= 1.0
    return float(-logp[rows, y].mean()), dU / len(y)


def size(*arrays):
    """The root of the sum of all squares."""
    return float(np.sqrt(sum(np.sum(a * a) for a in arrays)))


def scale(W):
    """The root of the mean square: about 1 for standard normal numbers."""
    return float(np.sqrt(np.mean(W * W)))


def along(G, W):
    """The cosine between two arrays; 0 if one of them vanishes."""
    sizes = size(G) * size(W)
    return finite(float((G * W).sum() / sizes), 0.0) if sizes else 0.0


def across(G, W):
    """How long is the part of G at right angles to W?"""
    return size(G - (G * W).sum() / max((W * W).sum(), 1e-300) * W)
