# points: 5
import numpy as np


def softmax(U):
    shifted = U - np.max(U, axis=-1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=-1, keepdims=True)
