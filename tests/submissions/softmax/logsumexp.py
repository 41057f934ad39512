# points: 5
import numpy as np


def softmax(U):
    m = U.max(1)[:, None]
    return np.exp(U - m - np.log(np.exp(U - m).sum(1))[:, None])
