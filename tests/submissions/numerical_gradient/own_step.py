# mistakes: F9-FIXEDH
import numpy as np


def numerical_gradient(f, W, h=1e-5):
    eps = 1e-5
    G = np.zeros(W.shape)
    E = np.zeros(W.shape)
    for i in np.ndindex(W.shape):
        E[i] = eps
        G[i] = (f(W + E) - f(W - E)) / (2 * eps)
        E[i] = 0
    return G
