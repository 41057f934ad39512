# points: 2
# mistakes: DB-MEAN
# right: dW
# says: dW is right
import numpy as np


def affine_grads(A, dZ):
    dW = A.transpose() @ dZ
    return dW, np.mean(dZ, axis=0, keepdims=True)
