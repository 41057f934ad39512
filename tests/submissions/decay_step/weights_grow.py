# mistakes: RG-SIGN
import numpy as np


def decay_step(W, b, gW, gb, eta, alpha):
    shrink = 1 + eta * alpha
    return shrink * W - eta * gW, shrink * b - eta * gb
