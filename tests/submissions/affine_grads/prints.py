# points: 3
# prints: shapes
import numpy as np


def affine_grads(A, dZ):
    print("shapes", A.shape, dZ.shape)
    return A.T @ dZ, dZ.sum(axis=0, keepdims=True)
