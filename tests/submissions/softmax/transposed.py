# points: 0
# says: Your result has shape (3, 7); it should be (7, 3).
import numpy as np


def softmax(U):
    e = np.exp(U - U.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).T
