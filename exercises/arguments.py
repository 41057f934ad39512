"""Arguments for the cases: random data with b ≠ 0, alpha large enough to see, sizes all different.

Sizes N, D, H, K are chosen by each case; a size of its own for each lets a wrong axis show.
"""

import itertools

import numpy as np


def scores(rng, N, K, scale=1.5):
    """Scores U (N, K) and labels y (N,)."""
    return rng.normal(0.3, scale, (N, K)), rng.integers(0, K, N)


def labels(rng, N, K, absent=False):
    """Labels 0 … K−1; with `absent` class 1 never occurs."""
    y = rng.integers(0, K, N)
    return np.where(y == 1, 0, y) if absent else y


def linear(rng, N, D, K, alpha=0.37, scale=1.0, absent=False):
    """X (N, D), y (N,), W (D, K), b (1, K), alpha."""
    X, y = rng.normal(0.2, 1, (N, D)), labels(rng, N, K, absent)
    return X, y, scale * rng.normal(0, 0.8, (D, K)), rng.normal(0, 0.7, (1, K)), alpha


def unlikely():
    """The same, with true classes that are far behind several others."""
    X, W = np.array([[1.0, 0], [0, 1], [1, 0.1]]), np.array([[14.0, 13, -14], [-13, 12, 13]])
    return X, np.array([2, 0, 2]), W, np.zeros((1, 3)), 0.0


def two_layer(rng, N, D, H, K, alpha=0.37, absent=False):
    """X (N, D), y (N,), W1 (D, H), b1 (1, H), W2 (H, K), b2 (1, K), alpha."""
    X, y = rng.normal(0.2, 1, (N, D)), labels(rng, N, K, absent)
    W1, b1 = rng.normal(0, 0.8, (D, H)), rng.normal(0, 0.5, (1, H))
    W2, b2 = rng.normal(0, 0.7, (H, K)), rng.normal(0, 0.5, (1, K))
    return X, y, W1, b1, W2, b2, alpha


def two_layer_kink():
    """Integers such that several hidden pre-activations are exactly 0."""
    X = np.array([[1.0, 0], [0, 1], [1, 1], [2, -1], [-1, 1]])
    y = np.array([0, 3, 1, 1, 2])
    W1, b1 = np.array([[1.0, -1, 0], [-1, 2, 1]]), np.array([[0.0, 1, -1]])
    W2 = np.array([[0.5, -0.2, 0.3, 0.1], [-0.4, 0.6, 0.2, -0.3], [0.7, 0.1, -0.5, 0.2]])
    return X, y, W1, b1, W2, np.array([[0.1, -0.2, 0.3, 0.05]]), 0.23


def layers(rng, N, widths, act="tanh"):
    """X, y, the lists Ws and bs of a network with these widths, and the activation's name."""
    X, y = rng.normal(0.1, 1, (N, widths[0])), rng.integers(0, widths[-1], N)
    pairs = list(itertools.pairwise(widths))
    Ws = [rng.normal(0, 0.9, pair) for pair in pairs]
    bs = [rng.normal(0.1, 0.5, (1, width)) for _, width in pairs]
    return X, y, Ws, bs, act
