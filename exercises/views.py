"""What a case may compare instead of the results themselves."""

import numpy as np


def difference(first, second):
    """first − second; only for equal shapes, lest numpy broadcast what a student returned."""
    if np.shape(first) != np.shape(second):
        raise ValueError("the two results have different shapes")
    return first - second
