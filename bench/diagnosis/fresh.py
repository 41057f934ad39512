"""What does a program return on inputs that the grader never uses, and is it the same?"""

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from exercises.arguments import layers, linear, scores, two_layer
from grader.core import local
from grader.core.compare import FUNCTION, SINGLE, numeric
from grader.core.diagnosis.overflow import is_arithmetic
from grader.core.run import Call, CallResult, Raised, Returned

SEED = 20_240_917
FAR_BELOW = np.array([[-600.0, -500, -700], [-400, -450, -100]])  # all scores near -900


def calls(family: str) -> tuple[Call, ...]:
    """Sizes, scales and special points that differ from those of the exercises."""
    return tuple(Call(args) for args in ARGUMENTS[family](np.random.default_rng(SEED)))


def _cross_entropy(rng):
    absent = rng.normal(size=(6, 4)), np.array([3, 0, 0, 2, 3, 2])
    spread = 700 * np.arange(5)[:, None] + rng.normal(size=(5, 3)), rng.integers(0, 3, 5)
    return [
        scores(rng, 9, 4),
        scores(rng, 5, 5),
        scores(rng, 1, 3),
        absent,
        scores(rng, 6, 3, scale=700.0),
        spread,
        (rng.normal(size=(4, 3)) - 800.0, rng.integers(0, 3, 4)),
    ]


def _linear(rng):
    return [
        linear(rng, 9, 2, 4, 0.23),
        linear(rng, 5, 5, 5, 1.1),
        linear(rng, 1, 4, 3, 0.6),
        linear(rng, 8, 3, 6, 0.0, absent=True),
        linear(rng, 6, 4, 3, 0.0, scale=500.0),
        linear(rng, 4, 3, 5, 0.19),
        (np.ones((1, 2)), np.array([1]), FAR_BELOW, np.zeros((1, 3)), 0.0),
    ]


def _two_layer(rng):
    X, y, W1, b1, W2, b2, _ = two_layer(rng, 5, 3, 4, 3)
    whole = [rng.integers(-2, 3, a.shape).astype(float) for a in (X, W1, b1)]
    return [
        two_layer(rng, 9, 2, 5, 4, 0.23),
        two_layer(rng, 5, 5, 5, 5, 1.1),
        two_layer(rng, 1, 4, 6, 3, 0.6),
        two_layer(rng, 8, 3, 7, 6, 0.0, absent=True),
        (X, y, W1, b1, 900 * W2, b2, 0.0),
        (whole[0], y, whole[1], whole[2], W2, b2, 0.31),
        (
            np.ones((1, 2)),
            np.array([1]),
            np.eye(2),
            np.zeros((1, 2)),
            FAR_BELOW,
            np.zeros((1, 3)),
            0.0,
        ),
    ]


def _layers(rng):
    X, y, Ws, bs, _ = layers(rng, 5, (3, 4, 4, 3))
    whole = [np.sign(W) for W in Ws]
    return [
        layers(rng, 8, (3, 6, 5, 4), "tanh"),
        layers(rng, 5, (5, 5, 5, 5), "sigmoid"),
        layers(rng, 7, (2, 5, 3, 4), "relu"),
        layers(rng, 1, (4, 3), "relu"),
        layers(rng, 6, (3, 2, 4, 2, 5, 3), "sigmoid"),
        layers(rng, 4, (2, 5, 3), "tanh"),
        (np.round(X), y, whole, [np.round(b) for b in bs], "relu"),
        (np.c_[[0.1, 1, 5, 20, 50]] * X, y, [*Ws[:2], 900 * Ws[2]], bs, "relu"),
    ]


ARGUMENTS: dict[str, Callable] = {
    "cross_entropy": _cross_entropy,
    "linear_loss": _linear,
    "linear_loss_grads": _linear,
    "two_layer_loss_grads": _two_layer,
    "mlp_grads": _layers,
}


@functools.lru_cache(maxsize=4096)
def results(family: str, source: str) -> tuple[CallResult, ...]:
    """What a program of this corpus returns; it runs here, for it is our own."""
    scope: dict[str, Any] = {}
    exec(compile(source, f"<{family}>", "exec"), scope)
    return local.sample(scope[family], calls(family))


def same(first: Sequence[CallResult], second: Sequence[CallResult]) -> bool:
    """Whether two series of results agree in every number, and in what was changed."""
    return same_values(first, second) and all(
        getattr(a, "changed", ()) == getattr(b, "changed", ())
        for a, b in zip(first, second, strict=True)
    )


def same_values(first: Sequence[CallResult], second: Sequence[CallResult]) -> bool:
    """Whether two series of results agree in every number; inf and nan are both no number."""
    return len(first) == len(second) and all(map(_same_call, first, second))


def explains(
    explained: Sequence[CallResult],
    strained: frozenset[int],
    seen: Sequence[CallResult],
    right: Sequence[CallResult],
) -> bool:
    """Whether mistakes lead to what was seen, as far as they say anything about it.

    `strained` are the calls in which they lead to an overflow on the way.

    Whether sizes that do not fit raise or are stretched to a wrong shape depends on how a line is
    written, and so does how far an overflow goes.
    """
    return all(
        _same_call(one, two) or _unfit(one, two, wanted) or _overflown(one, two, i in strained)
        for i, (one, two, wanted) in enumerate(zip(explained, seen, right, strict=True))
    )


def _unfit(first: CallResult, second: CallResult, right: CallResult) -> bool:
    """Whether one call raised and the other returned shapes that are not the right ones."""
    raised = [one for one in (first, second) if isinstance(one, Raised)]
    returned = [one for one in (first, second) if isinstance(one, Returned)]
    if len(raised) != 1 or len(returned) != 1 or not isinstance(right, Returned):
        return False
    return _shapes(returned[0].value) != _shapes(right.value)


def _shapes(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_shapes(item) for item in value]
    array = numeric(value)
    return None if array is None else array.shape


def _overflown(first: CallResult, second: CallResult, strained: bool) -> bool:
    """Whether something overflowed in both calls, and all that is finite in both is the same."""
    if isinstance(second, Raised) and is_arithmetic(second):
        return strained
    if not (isinstance(first, Returned) and isinstance(second, Returned)):
        return False
    a, b = _arrays(first.value), _arrays(second.value)
    if [x.shape for x in a] != [x.shape for x in b]:
        return False
    in_first, in_second = (not all(np.isfinite(x).all() for x in arrays) for arrays in (a, b))
    if not in_second or not (in_first or strained):
        return False
    known = [np.isfinite(x) & np.isfinite(y) for x, y in zip(a, b, strict=True)]
    return all(same_value(x[k], y[k]) for x, y, k in zip(a, b, known, strict=True))


def _arrays(value: Any) -> list[np.ndarray]:
    """All arrays of a result, one behind the other."""
    if isinstance(value, list | tuple):
        return [array for item in value for array in _arrays(item)]
    array = numeric(value)
    return [] if array is None else [array]


def _same_call(first: CallResult, second: CallResult) -> bool:
    if isinstance(first, Returned) and isinstance(second, Returned):
        return same_value(first.value, second.value)
    if isinstance(first, Raised) and isinstance(second, Raised):
        return True
    return _stopped(first, second) or _stopped(second, first)


def _stopped(first: CallResult, second: CallResult) -> bool:
    """Whether one call stopped with an error where the other went on with inf or nan."""
    if not (isinstance(first, Raised) and isinstance(second, Returned) and is_arithmetic(first)):
        return False
    return not all(np.isfinite(array).all() for array in _arrays(second.value))


def same_value(first: Any, second: Any) -> bool:
    if isinstance(first, list | tuple) and isinstance(second, list | tuple):
        return len(first) == len(second) and all(map(same_value, first, second))
    a, b = numeric(first), numeric(second)
    if a is None or b is None:
        return type(first) is type(second) and a is b
    if a.shape != b.shape:
        return False
    tolerance = SINGLE if np.float32 in (a.dtype, b.dtype) else FUNCTION
    a, b = (np.where(np.isfinite(x), x, np.nan).astype(float) for x in (a, b))
    return np.allclose(a, b, rtol=0, atol=tolerance.of(a[np.isfinite(a)]), equal_nan=True)
