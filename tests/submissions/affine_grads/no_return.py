# status: graded
# points: 0
# says: is a return missing?
import numpy as np


def affine_grads(A, dZ):
    dW = A.T @ dZ
    db = dZ.sum(axis=0, keepdims=True)
