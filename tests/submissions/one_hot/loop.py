# points: 3
import numpy as np


def one_hot(y, K):
    T = []
    for label in y:
        row = [0.0] * K
        row[label] = 1.0
        T.append(row)
    return np.array(T)
