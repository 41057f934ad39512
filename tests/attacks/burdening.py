"""Results that are sent to break whoever grades them, or to fill memory and disk."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Burden:
    """`source` answers an exercise; `careless` fails on its value, or says that it swells."""

    name: str
    exercise: str
    source: str
    careless: Callable[[Any], Any]

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def trained(*more: str) -> str:
    """A training that returns two arrays of the right shapes, and more."""
    values = ", ".join(("np.ones((2, 3))", "np.ones((1, 3))", *more))
    return f"import numpy as np\ndef train_linear(X, y, K, alpha, rng): return {values}"


def alone(name: str, value: str) -> str:
    return f"import numpy as np\ndef {name}(*given): return {value}"


HALVES = "np.float16(1), np.ones(given[2].shape, 'f2'), np.ones(given[3].shape, 'f2')"
WIDE = "np.ones((2, 10**5)), np.ones((1, 10**5)), np.ones((10**5, 3)), np.ones((1, 3))"
BESIDE = """
import gc, os
own = next(o for o in gc.get_objects() if type(o).__name__ == "Run")
own.send({"k": "value", "i": 0, "v": ["i", "0x5"], "c": []})
own.send({"k": "done"})
os._exit(0)
"""

BURDENS = [
    Burden(
        "a long text among a thousand short ones",
        "softmax",
        alone("softmax", "['x' * 9999, *[''] * 999]"),
        lambda value: np.array(value).nbytes > 10**7,
    ),
    Burden("a dict for a number", "accuracy", alone("accuracy", "{}"), lambda value: value - 1.0),
    Burden(
        "an integer that no float holds",
        "accuracy",
        alone("accuracy", "10 ** 400"),
        lambda value: value - 1.0,
    ),
    Burden(
        "gradients in half precision",
        "linear_loss_grads",
        alone("linear_loss_grads", HALVES),
        lambda value: np.linalg.norm(np.linalg.lstsq(value[1], value[1])[0]),
    ),
    Burden(
        "labels that are no places",
        "make_spiral",
        alone("make_spiral", "np.zeros((300, 2)), np.full(300, 2**62)"),
        lambda value: np.arange(3)[value[1]],
    ),
    Burden(
        "a network of endless width",
        "train_two_layer",
        alone("train_two_layer", WIDE),
        lambda value: 300 * value[1].nbytes > 10**8,
    ),
    Burden(
        "a loss that no float holds",
        "train_linear",
        trained("[10 ** 400]"),
        lambda value: np.asarray(value[2], float),
    ),
    Burden(
        "losses without end",
        "train_linear",
        trained("rng.random(10 ** 6)"),
        lambda value: len(json.dumps(value[2].tolist())) > 10**7,
    ),
    Burden(
        "losses that no JSON holds",
        "train_linear",
        trained("[np.nan, np.inf, 1.0, 2.0]"),
        lambda value: json.dumps(value[2], allow_nan=False),
    ),
    Burden(
        "steps that are no numbers",
        "train_linear",
        trained("[]", "[(10 ** 400, 1), ('a', 1), 7, ()]"),
        lambda value: [int(one[0]) for one in value[3]],
    ),
    Burden("a result beside the driver", "train_regression", BESIDE, lambda value: value[0]),
]
