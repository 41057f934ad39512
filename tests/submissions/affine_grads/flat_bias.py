# points: 2.5
# mistakes: DB-SHAPE
import numpy as np


def affine_grads(A, dZ):
    return A.T.dot(dZ), np.sum(dZ, 0)
