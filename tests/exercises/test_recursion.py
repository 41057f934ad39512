"""Unit N: chains against the derivative of their loss, and what slips in them earn."""

import numpy as np
import pytest

from exercises.recursion import layer_to_layer, recursion_step
from exercises.recursion.chain_backprop import chain_backprop, exercise
from exercises.recursion.fill_the_table import exercise as table
from exercises.recursion.three_readings import exercise as readings
from exercises.recursion.vanishing_gradients import exercise as vanishing
from grader import grade, pose
from tests.exercises.oracle import complex_step, numerical_gradient
from tests.exercises.programs import judged, named

SIGMA = {
    "linear": lambda t: t,
    "relu": lambda t: t * (t > 0),
    "tanh": np.tanh,
    "sigmoid": lambda t: np.exp(t) / (1 + np.exp(t)),
}


def chain_loss(w, x, y, act):
    z = w[0] * x
    for weight in w[1:]:
        z = weight * SIGMA[act](z)
    return (z - y) ** 2


@pytest.mark.parametrize("act", SIGMA)
@pytest.mark.parametrize("w", [[0.7], [0.7, -1.2], [0.7, 1.2, 0.9], [0.7, -1.2, 0.9, 1.4]])
def test_the_gradients_are_the_numerical_derivative_of_the_loss(w, act):
    w = np.array(w)
    loss, g = chain_backprop(w, 1.3, 0.4, act)
    assert loss == pytest.approx(chain_loss(w, 1.3, 0.4, act))
    numerical = numerical_gradient(lambda: chain_loss(w, 1.3, 0.4, act), w)
    np.testing.assert_allclose(g, numerical, atol=1e-8)


def test_the_recursion_step_is_the_complex_step():
    at = {"w": 0.8, "z": 0.6}
    local = {"G": 1.7, "o": np.tanh(0.6), "w": 0.8, "d": 1 - np.tanh(0.6) ** 2}
    carried, straight = (lambda w, z: 1.7 * w * np.tanh(z)), (lambda w, z: 1.7 * w * z)
    assert recursion_step.weight(**local) == pytest.approx(complex_step(carried, "w", **at))
    assert recursion_step.before(**local) == pytest.approx(complex_step(carried, "z", **at))
    assert recursion_step.linear(**local) == pytest.approx(complex_step(straight, "z", **at))


def test_from_one_layer_to_the_one_before_is_the_complex_step():
    def loss(w, b, c):
        return (0.8 * np.tanh(w * 0.9 + b) + c - 0.3) ** 2

    at = {"w": 1.1, "b": -0.4, "c": 0.2}
    slope = 1 - np.tanh(1.1 * 0.9 - 0.4) ** 2
    known = {"B": complex_step(loss, "c", **at), "v": 0.8, "d": slope, "o": 0.9}
    assert layer_to_layer.bias(**known) == pytest.approx(complex_step(loss, "b", **at))
    assert layer_to_layer.weight(**known) == pytest.approx(complex_step(loss, "w", **at))


@pytest.mark.parametrize("seed", range(20))
def test_the_table_is_the_numerical_gradient(seed):
    drawn = dict(table.draw(seed))
    x, y = drawn["x"], drawn["y"]
    w = np.array([drawn["w1"], drawn["w2"], drawn["w3"]])
    z2, z3, z4, *_, d2, g3, g2, g1 = table.right(drawn)
    assert (z4 - y) ** 2 == pytest.approx(chain_loss(w, x, y, "relu"))
    numerical = numerical_gradient(lambda: chain_loss(w, x, y, "relu"), w)
    np.testing.assert_allclose([g1, g2, g3], numerical, rtol=1e-6)
    assert min(z2, z3) > 0
    assert d2 * z2 == pytest.approx(w[0] * g1)


def test_the_factor_is_that_of_the_steepest_chain():
    w, n = 2.4, 5
    z = np.zeros(1)
    step = numerical_gradient(lambda: w * SIGMA["sigmoid"](z[0]), z)[0]
    assert vanishing.right({"w": w, "n": n}) == pytest.approx(step**n)


ANA = pose("fill_the_table", student="ana").parameters
RIGHT = table.right(ANA)


def filled(**changes):
    """The right table with some entries changed by these amounts, as text."""
    names = ["z2", "z3", "z4", "d4", "d3", "d2", "g3", "g2", "g1"]
    changed = zip(names, RIGHT, strict=True)
    return ", ".join(format(v + changes.get(n, 0), ".10g") for n, v in changed)


@pytest.mark.parametrize(
    ("answer", "points", "mistakes"),
    [
        (filled(), 4, []),
        (filled(z3=1), 3.56, []),
        (filled(g2=5), 3.56, []),
        (filled(z2=1, d4=2), 3.11, []),
        (", ".join(["0"] * 9), 0, []),
        (", ".join([format(ANA["x"])] * 9), 0, []),
        ("1, 2, 3", 0, []),
        ("", 0, []),
    ],
)
def test_a_table_earns_what_is_right_in_it(answer, points, mistakes):
    result = grade("fill_the_table", answer, student="ana")
    assert (result.points, named(result)) == (points, mistakes)


def test_a_forgotten_factor_costs_one_entry():
    halves = np.r_[RIGHT[:3], RIGHT[3:] / 2]
    result = grade("fill_the_table", halves.tolist(), student="ana")
    assert (result.points, named(result)) == (3.56, ["L1-NO2"])


def test_who_ticks_that_the_slope_is_taken_at_the_output_is_told():
    wrong = [o.text for o in readings.options if o.true or "evaluated" in o.text]
    result = grade("three_readings", wrong, student="ana")
    assert result.points == 2.5
    assert "It is evaluated at the input of the activation" in result.feedback


@pytest.mark.parametrize(
    ("answer", "points", "words"),
    [
        (["G*o", "G w d", "w*G"], 3, "Everything is right."),
        (["G*o", "G*w*d", "G*w*d"], 2, "Put in what d is"),
        (["G*o", "G*w", "G*w"], 2, "still between it and z_i"),
        (["o*d*G", "G*w*d", "G*w"], 2, "one factor too many"),
        (["G*q", "G*w*d", "G*w"], 0, "q"),
        (["G*o"], 0, "3 formulas"),
    ],
)
def test_a_step_earns_what_it_is_worth(answer, points, words):
    result = grade("recursion_step", answer, student="ana")
    assert result.points == points
    assert words in result.feedback


PROGRAMS = {
    "a list of pairs, from the end": (
        5,
        [],
        """
        def chain_backprop(w, x, y, act):
            if act == "linear":
                s, d = (lambda z: z), (lambda z: 1)
            elif act == "relu":
                s, d = (lambda z: max(z, 0)), (lambda z: z > 0)
            elif act == "tanh":
                s, d = np.tanh, (lambda z: 1 / np.cosh(z) ** 2)
            else:
                s = lambda z: 1 / (1 + np.exp(-z))
                d = lambda z: s(z) * (1 - s(z))
            entering, slopes = [], []
            o, slope = x, 1
            for weight in w:
                entering.append(o)
                slopes.append(slope)
                z = weight * o
                o, slope = s(z), d(z)
            back, g = 2 * (z - y), []
            for weight, o, slope in zip(w[::-1], entering[::-1], slopes[::-1]):
                g.append(back * o)
                back *= weight * slope
            return (z - y) ** 2, np.array(g[::-1])
        """,
    ),
    "no slopes, and no factor 2": (
        1.5,
        ["AD-NONE", "L1-NO2"],
        """
        def chain_backprop(w, x, y, act):
            s = {"linear": lambda z: z, "relu": lambda z: max(z, 0), "tanh": np.tanh,
                 "sigmoid": lambda z: 1 / (1 + np.exp(-z))}[act]
            o = [x]
            for weight in w[:-1]:
                o.append(s(weight * o[-1]))
            error = w[-1] * o[-1] - y
            after = np.append(np.cumprod(w[:0:-1])[::-1], 1)
            return error**2, error * after * o
        """,
    ),
    "the rule for the output, with the input": (
        2,
        ["AD-RAW"],
        """
        def chain_backprop(w, x, y, act):
            s = {"linear": lambda z: z, "relu": lambda z: max(z, 0), "tanh": np.tanh,
                 "sigmoid": lambda z: 1 / (1 + np.exp(-z))}[act]
            d = {"linear": lambda z: 1, "relu": lambda z: z > 0, "tanh": lambda z: 1 - z * z,
                 "sigmoid": lambda z: z * (1 - z)}[act]
            z, o = [x], [x]
            for weight in w:
                z.append(weight * o[-1])
                o.append(s(z[-1]))
            g, back = [0] * len(w), 2 * (z[-1] - y)
            for i in reversed(range(len(w))):
                g[i], back = back * o[i], back * w[i] * d(z[i])
            return (z[-1] - y) ** 2, np.array(g)
        """,
    ),
    "nothing but zeros": (
        0,
        [],
        """
        def chain_backprop(w, x, y, act):
            return 0.0, np.zeros(len(w))
        """,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("points", "mistakes", "source"), PROGRAMS.values(), ids=PROGRAMS)
def test_a_chain_earns_what_it_is_worth(points, mistakes, source):
    result = judged(exercise, source)
    assert (result.points, sorted(named(result))) == (points, mistakes)
