# points: 5
import numpy as np


def numerical_gradient(f, W, h=1e-5):
    W = np.array(W, dtype=float)
    G = np.zeros_like(W)
    it = np.nditer(W, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        old = W[i]
        W[i] = old + h
        up = f(W)
        W[i] = old - h
        down = f(W)
        W[i] = old
        G[i] = (up - down) / (2 * h)
    return G
