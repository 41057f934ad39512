"""Unit M: every derivative of a chain against the loss, and what slips and slow programs earn."""

import numpy as np
import pytest

from exercises.linear_chain import three_layer_claims
from exercises.linear_chain.chain_grads import chain_grads, exercise
from exercises.linear_chain.zero_weight import exercise as zero_weight
from grader import grade
from tests.exercises.oracle import complex_step, numerical_gradient
from tests.exercises.programs import judged, named


@pytest.mark.parametrize("weight", ["w1", "w2", "w3"])
def test_the_claims_are_the_complex_step(weight):
    at = {"w1": 0.7, "w2": -1.3, "w3": 0.9, "x": 1.1, "y": 0.4}
    step = complex_step(lambda w1, w2, w3, x, y: (w3 * w2 * w1 * x - y) ** 2, weight, **at)
    assert getattr(three_layer_claims, f"d{weight}")(**at) == pytest.approx(step)


@pytest.mark.parametrize(
    "w", [[0.5], [0.7, -1.2, 0.9, 1.4], [1.5, 0.0, -2.0], [0.0, 1.5, 0.0], [1.1, -0.8, 0.0]]
)
def test_the_gradients_are_the_numerical_derivative_of_the_loss(w):
    w = np.array(w)
    numerical = numerical_gradient(lambda: (np.prod(w) * 1.3 - 0.4) ** 2, w)
    np.testing.assert_allclose(chain_grads(w, 1.3, 0.4), numerical, atol=1e-9)


PROGRAMS = {
    "products from both sides": (
        5,
        [],
        """
        def chain_grads(w, x, y):
            before = x * np.concatenate([[1.0], np.cumprod(w[:-1])])
            after = np.concatenate([np.cumprod(w[:0:-1])[::-1], [1.0]])
            return 2 * (before[-1] * w[-1] - y) * before * after
        """,
    ),
    "a list": (
        4.5,
        [],
        """
        def chain_grads(w, x, y):
            z = [x]
            for weight in w:
                z.append(weight * z[-1])
            g, back = [], 2 * (z[-1] - y)
            for i in reversed(range(len(w))):
                g.insert(0, back * z[i])
                back *= w[i]
            return g
        """,
    ),
    "a division": (
        4,
        ["M2-DIVIDE"],
        """
        def chain_grads(w, x, y):
            p = np.prod(w) * x
            with np.errstate(all="ignore"):
                return 2 * (p - y) * p / w
        """,
    ),
    "a division with a guard": (
        4,
        ["M2-DIVIDE/0"],
        """
        def chain_grads(w, x, y):
            p = np.prod(w) * x
            return np.array([2 * (p - y) * p / a if a else 0.0 for a in w])
        """,
    ),
    "in the order of the loop, without the 2": (
        0.9,
        ["L1-NO2", "LP-REV"],
        """
        def chain_grads(w, x, y):
            z = x * np.append(1.0, np.cumprod(w))
            g, back = [], z[-1] - y
            for i in reversed(range(len(w))):
                g.append(back * z[i])
                back *= w[i]
            return np.array(g)
        """,
    ),
    "what leaves the layer instead of what enters it": (
        1.8,
        ["M2-LATE"],
        """
        def chain_grads(w, x, y):
            z = x * np.append(1.0, np.cumprod(w))
            g, back = np.zeros(len(w)), 2 * (z[-1] - y)
            for i in reversed(range(len(w))):
                g[i] = back * z[i + 1]
                back *= w[i]
            return g
        """,
    ),
    "nothing": (0, [], "def chain_grads(w, x, y): return 0 * w"),
}


@pytest.mark.parametrize(("points", "mistakes", "source"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_earns_what_it_is_worth(points, mistakes, source):
    result = judged(exercise, source)
    assert (result.points, named(result)) == (points, mistakes)


def test_a_product_of_its_own_for_each_weight_is_right_but_too_slow():
    result = grade(
        "chain_grads",
        "import numpy as np\n"
        "def chain_grads(w, x, y):\n"
        "    r = 2 * x * (x * np.prod(w) - y)\n"
        "    return np.array([r * np.prod(np.delete(w, i)) for i in range(len(w))])\n",
    )
    earned = {check.name: check.points for check in result.checks}
    assert (earned["derivatives"], earned["zero weights"]) == (2.5, 1)
    assert earned["time in proportion to L"] == 0


FORMULAS = [
    ("2(w3 w2 w1 x-y)w2 w1 x; 2(w3 w2 w1 x-y)w3 w1 x; 2(w3 w2 w1 x-y)w3 w2 x", 3, []),
    ("2(w3 w2 w1 x-y)w2 w1 x; 2(w3 w2 w1 x-y)w1 x; 2(w3 w2 w1 x-y)w3 w2 x", 2, ["M1-FWDONLY"]),
    ("2(w3 w2 w1 x-y)w3 w2 x; 2(w3 w2 w1 x-y)w3 w1 x; 2(w3 w2 w1 x-y)w2 w1 x", 1.2, ["M1-REV"]),
]


@pytest.mark.parametrize(("answer", "points", "mistakes"), FORMULAS)
def test_formulas_earn_what_they_are_worth(answer, points, mistakes):
    result = grade("three_layer_claims", answer, "ana")
    assert (result.points, named(result)) == (points, mistakes)


def test_the_statements_about_a_weight_of_0_hold():
    g, both = (chain_grads(np.array(w), 1.3, 0.4) for w in ([0.7, 0.0, 0.9], [0.7, 0.0, 0.0]))
    truths = [g[1] != 0, g[0] == 0, g[2] == 0, not both.any(), bool(g.all()), False]
    assert [option.true for option in zero_weight.options] == truths
