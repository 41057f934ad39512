# points: 4
import numpy as np


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def dscores(U, y):
    return (softmax(U) - np.eye(U.shape[1])[y]) / U.shape[0]
