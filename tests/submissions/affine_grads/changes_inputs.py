# points: 2.5
# says: dZ
import numpy as np


def affine_grads(A, dZ):
    db = dZ.sum(axis=0, keepdims=True)
    dW = A.T @ dZ
    dZ *= 0
    return dW, db
