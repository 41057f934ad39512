# mistakes: F9-FORWARD
import numpy as np


def numerical_gradient(f, W, h=1e-5):
    W = W.astype(float)
    G = np.zeros(W.shape)
    base = f(W)
    for i in np.ndindex(W.shape):
        V = W.copy()
        V[i] += h
        G[i] = (f(V) - base) / h
    return G
