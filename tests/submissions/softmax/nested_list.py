# points: 4.5
# says: Your result is right. Your result is a list; return a numpy array.
import numpy as np


def softmax(U):
    e = np.exp(U - U.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).tolist()
