# mistakes: FANCY
import numpy as np


def two_layer_loss_grads(X, y, W1, b1, W2, b2, alpha):
    n, k = X.shape[0], W2.shape[1]
    pre = np.einsum("nd,dh->nh", X, W1) + b1
    mask = pre > 0
    hid = np.where(mask, pre, 0.0)
    out = np.einsum("nh,hk->nk", hid, W2) + b2
    out -= out.max(axis=1, keepdims=True)
    lse = np.log(np.exp(out).sum(axis=1, keepdims=True))
    onehot = np.zeros((n, k))
    onehot[:, y] = 1.0
    nll = (onehot * (lse - out)).sum() / n
    reg = sum(float((q * q).sum()) for q in [W1, b1, W2, b2])
    delta = (np.exp(out - lse) - onehot) / n
    gW2 = np.einsum("nh,nk->hk", hid, delta)
    gb2 = np.einsum("nk->k", delta)[None]
    back = np.einsum("nk,hk->nh", delta, W2)
    back[~mask] = 0
    gW1 = np.einsum("nd,nh->dh", X, back)
    gb1 = np.einsum("nh->h", back)[None]
    loss = nll + alpha * reg / 2
    return loss, gW1 + alpha * W1, gb1 + alpha * b1, gW2 + alpha * W2, gb2 + alpha * b2
