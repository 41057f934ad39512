"""Gradients from nothing but values of the loss: the judge of every reference gradient."""

import numpy as np


def numerical_gradient(loss, at, h=1e-5):
    """Central differences of loss() with respect to each entry of `at`, which loss() reads."""
    gradient = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        middle = at[index]
        at[index] = middle + h
        above = loss()
        at[index] = middle - h
        below = loss()
        at[index] = middle
        gradient[index] = (above - below) / (2 * h)
    return gradient


def along(loss, arrays, directions, h=1e-5):
    """The derivative of loss(*arrays) when all arrays move together along `directions`."""
    above = loss(*(a + h * d for a, d in zip(arrays, directions, strict=True)))
    below = loss(*(a - h * d for a, d in zip(arrays, directions, strict=True)))
    return (above - below) / (2 * h)


def slope(gradients, directions):
    """The same derivative as the gradients have it."""
    return sum(float(np.sum(g * d)) for g, d in zip(gradients, directions, strict=True))


def complex_step(loss, name, **at):
    """The derivative of loss(**at) with respect to one of its numbers, exact to rounding."""
    step = 1e-30
    return loss(**{**at, name: at[name] + 1j * step}).imag / step
