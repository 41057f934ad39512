# mistakes: NM-AGAIN
import numpy as np


def affine_grads(A, dZ):
    n = A.shape[0]
    dW = (1 / n) * np.dot(A.T, dZ)
    db = (1 / n) * np.sum(dZ, axis=0, keepdims=True)
    return dW, db
