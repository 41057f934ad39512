# status: unreadable
# points: 0
# line: 6
import numpy as np

def affine_grads(A, dZ)
    return A.T @ dZ, dZ.sum(0)
