# points: 0
# says: Your function returns None (is a return missing?). (case: seven examples)
import numpy as np


def softmax(U):
    e = np.exp(U - U.max(axis=1, keepdims=True))
    P = e / e.sum(axis=1, keepdims=True)
