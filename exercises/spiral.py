"""The spiral data of the lecture, for the exercises that train on it."""

import numpy as np


def spiral(n, K, noise):
    """n points for each of K classes.  noise: (K, n), added to the angles; X: (nK, 2), y: (nK,)."""
    radius = np.linspace(0.0, 1.0, n)
    angle = np.concatenate([np.linspace(4 * k, 4 * (k + 1), n) + noise[k] for k in range(K)])
    radius = np.tile(radius, K)
    X = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return X, np.repeat(np.arange(K), n)


def students_spiral(rng, n=100, K=3, spread=0.2):
    """A spiral with noise of its own."""
    return spiral(n, K, spread * rng.standard_normal((K, n)))
