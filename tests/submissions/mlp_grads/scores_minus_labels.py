# mistakes: DL-SCORES/shift
import numpy as np


def mlp_grads(X, y, Ws, bs, act):
    f = {
        "relu": (lambda z: np.where(z > 0, z, 0.0), lambda o: np.where(o > 0, 1.0, 0.0)),
        "tanh": (np.tanh, lambda o: 1 - o**2),
        "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda o: o * (1 - o)),
    }[act]

    def walk(o, depth):
        """The gradients of this layer and of all behind it, and the derivative of its input."""
        z = o @ Ws[depth] + bs[depth]
        if depth + 1 == len(Ws):
            z = z - z.max(axis=1, keepdims=True)
            probabilities = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
            target = np.equal.outer(y, np.arange(z.shape[1]))
            dz = (z - target) / len(o)
            more = [], []
        else:
            out = f[0](z)
            more, dout = walk(out, depth + 1)
            dz = dout * f[1](out)
        weights = [o.T @ dz, *more[0]]
        biases = [np.ones((1, len(o))) @ dz, *more[1]]
        return (weights, biases), dz @ Ws[depth].T

    return walk(X, 0)[0]
