"""What did a student's training give back?  Arrays that can be used, or a sentence why not."""

import numpy as np

from grader.core.kinds.train import Unusable


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
        known = np.asarray(values, float)
    except (TypeError, ValueError):
        return []
    return known.tolist() if known.ndim == 1 else []
