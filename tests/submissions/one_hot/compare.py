# points: 3
import numpy as np


def one_hot(labels, n_classes):
    return (labels.reshape(-1, 1) == np.arange(n_classes)).astype(float)
