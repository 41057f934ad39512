# points: 0
# says: Two arrays of shapes that do not fit
import numpy as np


def two_layer_loss_grads(X, y, W1, b1, W2, b2, alpha):
    rows = np.arange(len(y))
    Z = X @ W1 + b1
    H = np.maximum(Z, 0)
    U = (W2.T ** H.T + b2.T).T
    U = U - U.max(axis=1, keepdims=True)
    P = np.exp(U)
    total = P.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(total[:, 0]) - U[rows, y])
    for p in (W1, b1, W2, b2):
        loss += 0.5 * alpha * np.sum(p * p)
    P /= total
    P[rows, y] -= 1
    P /= len(y)
    dW2 = H.T @ P
    db2 = P.sum(axis=0, keepdims=True)
    dH = P @ W2.T
    dH[Z <= 0] = 0
    dW1 = X.T @ dH
    db1 = dH.sum(axis=0, keepdims=True)
    dW1 += alpha * W1
    db1 += alpha * b1
    dW2 += alpha * W2
    db2 += alpha * b2
    return loss, dW1, db1, dW2, db2
