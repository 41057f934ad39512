# mistakes: MK-REPLACE/h
import numpy as np


def relu_backward(dH, Z1):
    dZ = np.array(dH, copy=True)
    dZ[Z1 <= 0] = 0
    return np.maximum(Z1, 0)
