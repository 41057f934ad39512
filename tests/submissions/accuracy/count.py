# mistakes: C4-SUM
import numpy as np


def accuracy(U, y):
    return (U.argmax(1) == y).sum()
