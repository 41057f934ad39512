# points: 3
import numpy as np


def one_hot(y, K):
    return np.eye(K)[y]
