# points: 3
import numpy as np


def affine_grads(A, dZ):
    ones = np.ones((1, len(A)))
    return [np.dot(A.T, dZ), np.dot(ones, dZ)]
