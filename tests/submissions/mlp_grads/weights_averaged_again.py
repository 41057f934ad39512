# mistakes: DW-MEAN
import numpy as np


def sigma(z, act):
    if act == "relu":
        return np.maximum(z, 0)
    if act == "tanh":
        return np.tanh(z)
    return 1 / (1 + np.exp(-z))


def dsigma(z, act):
    if act == "relu":
        return (z > 0).astype(float)
    if act == "tanh":
        return 1 - np.tanh(z) ** 2
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


def mlp_grads(X, y, Ws, bs, act):
    caches = []
    a = X
    L = len(Ws)
    for l, (W, b) in enumerate(zip(Ws, bs)):
        z = a @ W + b
        caches.append((a, z))
        a = z if l == L - 1 else sigma(z, act)
    e = np.exp(a - a.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p[np.arange(len(y)), y] -= 1
    d = p / len(y)
    dWs, dbs = [], []
    for l in reversed(range(L)):
        inp, z = caches[l]
        if l < L - 1:
            d = d * dsigma(z, act)
        dWs.append(inp.T @ d / len(y))
        dbs.append(d.sum(axis=0, keepdims=True))
        d = d @ Ws[l].T
    return dWs[::-1], dbs[::-1]
