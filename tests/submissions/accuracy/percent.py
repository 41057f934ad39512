# mistakes: C4-PERCENT
import numpy as np


def accuracy(U, y):
    return 100.0 * np.mean(U.argmax(1) == y)
