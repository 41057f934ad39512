"""The slips in the gradients of one layer, from the gradient dZ behind it and its input A.

dW = A.T @ dZ + alpha * W
db = dZ.sum(axis=0, keepdims=True) + alpha * b
"""

from exercises.slips import after
from grader.core.exercise import Mistake

OVER_SCORES = "dU.sum(axis=0, keepdims=True)"


def weight_gradient(W, A, dZ, id="DW"):
    """The slips in the gradient with respect to W."""
    product = f"{A}.T @ {dZ}"
    swapped = f"In d{W} the two factors of the product stand the wrong way round."
    return (
        Mistake(
            f"{id}-T",
            f"d{W} is transposed; a gradient has the shape of its parameter.",
            after(f"d{W} = {product} + alpha * {W}", f"d{W} = d{W}.T"),
        ),
        Mistake(
            f"{id}-NOXT",
            f"{A} must be turned so that the product adds up the examples.",
            (product, f"{A} @ {dZ}"),
        ),
        Mistake(f"{id}-SWAP", swapped, (product, f"{dZ}.T @ {A}")),
        Mistake(f"{id}-SWAP/product", swapped, (product, f"{dZ} @ {A}.T")),
        Mistake(
            f"{id}-LAST",
            f"Only the last example enters d{W}: does every round of a loop undo the rounds "
            "before?",
            (product, f"{A}[-1:].T @ {dZ}[-1:]"),
        ),
    )


def bias_gradient(b, dZ, id="DB"):
    """The slips in the gradient with respect to b."""
    total = f"{dZ}.sum(axis=0, keepdims=True)"
    return (
        Mistake(
            f"{id}-SHAPE",
            f"d{b} must be a row, like {b}: keep the axis when you sum.",
            after(f"d{b} = {total} + alpha * {b}", f"d{b} = d{b}[0]"),
        ),
        Mistake(
            f"{id}-COLUMN",
            f"d{b} is a column; it must be a row, like {b}.",
            after(f"d{b} = {total} + alpha * {b}", f"d{b} = d{b}.T"),
        ),
        Mistake(
            f"{id}-MEAN",
            f"The data part of d{b} is N times too small: you average, but 1/N is already inside.",
            (total, total.replace("sum", "mean")),
        ),
        Mistake(
            f"{id}-AXIS1",
            f"In d{b} you sum over the wrong axis: over what does a gradient add up?",
            (total, total.replace("axis=0", "axis=1")),
        ),
        Mistake(
            f"{id}-NOSUM",
            f"d{b} has a row for every example; all of them share {b}.",
            (total, dZ),
        ),
        Mistake(
            f"{id}-ZERO",
            f"The data part of d{b} is missing, or vanishes since the classes are added up too.",
            (total, f"np.zeros_like({b})"),
        ),
        Mistake(
            f"{id}-FIRST",
            f"Only the first example enters d{b}; all of them do.",
            (total, f"{dZ}[:1]"),
        ),
        Mistake(
            f"{id}-LAST",
            f"Only the last example enters d{b}: does every round of a loop undo the rounds "
            "before?",
            (total, f"{dZ}[-1:]"),
        ),
    )


def logarithms(id, gradient, method):
    """A bias gradient at the output that takes the slide at its word, for logp or np.log(P)."""
    does = {"sum": "add up", "mean": "average"}[method]
    words = (
        f"In {gradient} you {does} logarithms of probabilities, as the slide seems to say; what is "
        "added up is dU."
    )
    return tuple(
        Mistake(id + suffix, words, (OVER_SCORES, f"{logp}.{method}(axis=0, keepdims=True)"))
        for suffix, logp in (("", "logp"), ("/log", "np.log(P)"))
    )
