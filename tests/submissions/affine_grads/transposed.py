# mistakes: DW-T
# right: db
import numpy as np


def affine_grads(A, dZ):
    dW = np.dot(dZ.T, A)
    db = np.sum(dZ, axis=0).reshape((1, dZ.shape[1]))
    return dW, db
