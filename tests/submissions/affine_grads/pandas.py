# status: failed
# points: 0
# says: pandas
import numpy as np
import pandas as pd


def affine_grads(A, dZ):
    return A.T @ dZ, dZ.sum(axis=0, keepdims=True)
