"""What did a student's training give back?  Arrays that can be used, or a sentence why not."""

import numpy as np

from exercises.linear_optimum import minimum, training_loss
from grader.core.kinds.train import Unusable

FRAMES = 7  # networks from along the way that are drawn, beside the one at the end
LAST = 10**9  # the largest step of one
LOSSES = 10_000  # that may come along
WEAK = 1e-3  # the penalty of the linear classifier that pictures compare with


def parameter(name, value, shape):
    """The array as floats.  Raises Unusable unless it holds finite numbers in this shape."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fiu":
        raise Unusable(f"{name} should be a numpy array of numbers.")
    if value.shape != shape:
        raise Unusable(f"{name} has shape {value.shape}; it should be {shape}.")
    if not np.isfinite(value).all():
        raise Unusable(
            f"{name} contains nan or inf: the training ran away. Look at your gradients, and at "
            "the direction and the length of your steps."
        )
    return value.astype(float)


def width(W):
    """How many units has the layer with these weights?  1 if they are no matrix at all."""
    return W.shape[-1] if isinstance(W, np.ndarray) and W.ndim else 1


def losses(values):
    """The losses that may come along for the picture, as a list; whatever else comes counts not."""
    try:
        known = np.asarray(values if len(values) <= LOSSES else [], float)
    except (TypeError, ValueError, OverflowError):
        return []
    return known[np.isfinite(known)].tolist() if known.ndim == 1 else []


def snapshots(values, network):
    """Some (step, parameter, …) that may come along for the pictures; the rest counts not.

    network(parameters) gives [(W, b), …] or raises Unusable.
    """
    if not isinstance(values, tuple | list) or not values:
        return []
    places = np.linspace(0, len(values) - 1, min(len(values), FRAMES)).round().astype(int)
    return list(filter(None, (_snapshot(values[i], network) for i in places)))


def _snapshot(value, network):
    step, *parameters = value if isinstance(value, tuple | list) and value else [None]
    if type(step) is not int or not 0 <= step <= LAST:
        return None
    try:
        return {"step": step, "layers": lists(network(parameters))}
    except Unusable:
        return None


def lists(layers):
    """[(W, b), …] as the plain lists that a picture is drawn from."""
    return [[W.tolist(), b.tolist()] for W, b in layers]


def beside_linear(X, y, K):
    """The best linear classifier and its loss, to compare with."""
    W, b = minimum(X, y, K, WEAK)
    return {"linear": lists([(W, b)]), "linear_loss": training_loss(X, y, W, b, WEAK)}
