# mistakes: F9-2H
import numpy as np


def numerical_gradient(f, W, h=1e-5):
    G = np.zeros(W.shape)
    E = np.zeros(W.shape)
    for i in np.ndindex(W.shape):
        E[i] = h
        G[i] = (f(W + E) - f(W - E)) / h
        E[i] = 0
    return G
