# status: graded
# points: 0
# says: ValueError
import numpy as np


def linear_loss_grads(X, y, W, b, alpha):
    U = W @ X + b
    return U.sum(), W, b
