# status: failed
# points: 0
# line: 9
# says: NameError
import numpy as np


def affine_grads(A, dZ):
    return A.T @ dz, dZ.sum(axis=0, keepdims=True)
