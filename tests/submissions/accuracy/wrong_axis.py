# mistakes: C4-AXIS
import numpy as np


def accuracy(U, y):
    return float(np.mean(np.argmax(U, axis=0) == y))
