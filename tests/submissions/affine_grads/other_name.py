# status: unreadable
# points: 0
# says: affine_grads
import numpy as np


def affine_gradients(A, dZ):
    return A.T @ dZ, dZ.sum(axis=0, keepdims=True)
