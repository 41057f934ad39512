import numpy as np


def affine_grads(A, dZ):
    return A.T @ dZ, np.sum(dZ, axis=0, keepdims=True)
