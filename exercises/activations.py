"""The activation functions of the lecture, each with its derivative at z."""

import numpy as np


def identity(z):
    return z


def relu(z):
    return np.maximum(z, 0.0)


def tanh(z):
    return np.tanh(z)


def sigmoid(z):
    # 1 / (1 + exp(-z)), written so that no z overflows.
    return 0.5 + 0.5 * np.tanh(0.5 * z)


ACTIVATION = {"linear": identity, "relu": relu, "tanh": tanh, "sigmoid": sigmoid}
DERIVATIVE = {
    "linear": lambda z: np.ones(np.shape(z)),
    "relu": lambda z: (z > 0) * 1.0,
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
}
