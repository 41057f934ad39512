"""Unit P: a gradient checker in other styles, and checkers that let wrong gradients pass."""

import numpy as np
import pytest

from exercises.capstones.check_gradients import check_gradients, exercise
from exercises.planted import network
from tests.exercises.programs import judged, named


def test_the_checker_finds_the_one_wrong_gradient_of_a_network():
    rng = np.random.default_rng(30)
    X, y = rng.normal(size=(7, 4)), rng.integers(0, 3, 7)
    shapes = {"W1": (4, 5), "b1": (1, 5), "W2": (5, 3), "b2": (1, 3)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    grads = dict(zip(params, network(X, y, **params, alpha=0.2)[1:], strict=True))
    grads["W1"] = grads["W1"] - 0.2 * params["W1"]
    errors = check_gradients(lambda p: network(X, y, **p, alpha=0.2)[0], params, grads)
    assert [name for name, error in errors.items() if error > 1e-6] == ["W1"]


RIGHT = """
def check_gradients(loss_fn, params, grads, h=1e-5):
    def changed(name, i, by):
        new = {k: v.copy() for k, v in params.items()}
        new[name].flat[i] += by
        return loss_fn(new)
    result = {}
    for name in grads:
        slopes = [changed(name, i, h) - changed(name, i, -h) for i in range(params[name].size)]
        n, g = np.array(slopes) / (2 * h), grads[name].ravel()
        sizes = [np.sqrt(n @ n), np.sqrt(g @ g), 1e-12]
        result[name] = np.sqrt((n - g) @ (n - g)) / max(sizes)
    return result
"""
RESTORES = """
def check_gradients(loss_fn, params, grads, h=1e-5):
    result = {}
    for name, W in params.items():
        num = np.zeros_like(W)
        for i in np.ndindex(W.shape):
            old = W[i]
            W[i] = old + h
            above = loss_fn(params)
            W[i] = old - h
            below = loss_fn(params)
            W[i] = old
            num[i] = (above - below) / (2 * h)
        sizes = np.linalg.norm(num), np.linalg.norm(grads[name]), 1e-12
        result[name] = np.linalg.norm(num - grads[name]) / max(sizes)
    return result
"""


@pytest.mark.parametrize(
    ("source", "points", "mistakes"),
    [
        (RIGHT, 6, []),
        (RESTORES, 6, []),
        (RESTORES.replace("            W[i] = old\n", ""), 2, ["P1-NORESTORE"]),
        (RIGHT.replace("h) - changed(name, i, -h)", "h) - loss_fn(params)").replace("2 * h", "h"),
         2.71, ["P1-FORWARD"]),
        (RIGHT.replace("max(sizes)", "max(sum(sizes[:2]), 1e-12)"), 2, ["P1-SUM"]),
        (RIGHT.replace("return result", "return max(result.values())"), 0, []),
        (RIGHT.replace("    return result", "    return dict.fromkeys(params, 0.0)"), 0, []),
    ],
)  # fmt: skip
def test_a_checker_earns_what_it_is_worth(source, points, mistakes):
    result = judged(exercise, source)
    assert (result.points, named(result)) == (points, mistakes)
