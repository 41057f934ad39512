"""Unit L: the claims against the complex step of the loss, and programs with and without slips."""

import numpy as np
import pytest

from exercises.activations import ACTIVATION, DERIVATIVE
from exercises.one_dimension import activation_claims, two_layer_claims
from exercises.one_dimension.activation_derivatives import sigmoid_slope, tanh_slope
from exercises.one_dimension.claim_by_numbers import exercise as by_numbers
from exercises.one_dimension.grads_1d import exercise, grads_1d
from grader import grade
from grader.core.grade import pose
from tests.exercises.oracle import complex_step, numerical_gradient
from tests.exercises.programs import judged, named

AT = {"w1": 0.7, "w2": -1.3, "x": 1.1, "y": 0.4}
SMOOTH = ("linear", "tanh", "sigmoid")


@pytest.mark.parametrize("name", ACTIVATION)
def test_the_derivative_belongs_to_the_activation(name):
    z = np.array([-3.0, -0.4, 0.2, 2.5])
    numerical = numerical_gradient(lambda: ACTIVATION[name](z).sum(), z)
    np.testing.assert_allclose(DERIVATIVE[name](z), numerical, atol=1e-9)


def test_the_relu_is_flat_at_0_and_the_sigmoid_never_overflows():
    assert DERIVATIVE["relu"](np.array([0.0, -0.0])).tolist() == [0.0, 0.0]
    assert ACTIVATION["sigmoid"](np.array([-1e4, 0.0, 1e4])).tolist() == [0.0, 0.5, 1.0]


@pytest.mark.parametrize("weight", ["w1", "w2"])
def test_the_linear_claims_are_the_complex_step(weight):
    claim = getattr(two_layer_claims, f"d{weight}")
    step = complex_step(lambda w1, w2, x, y: (w2 * w1 * x - y) ** 2, weight, **AT)
    assert claim(**AT) == pytest.approx(step)


@pytest.mark.parametrize("act", SMOOTH)
@pytest.mark.parametrize("weight", ["w1", "w2"])
def test_the_claims_with_activation_are_the_complex_step(weight, act):
    z, sigma = AT["w1"] * AT["x"], ACTIVATION[act]
    step = complex_step(lambda w1, w2, x, y: (w2 * sigma(w1 * x) - y) ** 2, weight, **AT)
    claim = getattr(activation_claims, f"d{weight}")
    given = {"w2": AT["w2"], "x": AT["x"], "y": AT["y"], "s": sigma(z), "d": DERIVATIVE[act](z)}
    assert claim(**given) == pytest.approx(step)


@pytest.mark.parametrize(("act", "slope"), [("sigmoid", sigmoid_slope), ("tanh", tanh_slope)])
def test_the_slope_in_terms_of_the_value_is_the_complex_step(act, slope):
    step = complex_step(ACTIVATION[act], "z", z=0.8)
    assert slope(ACTIVATION[act](0.8)) == pytest.approx(step)


@pytest.mark.parametrize("student", range(20))
def test_the_claim_in_numbers_is_the_numerical_derivative(student):
    drawn = pose(by_numbers, f"student {student}").parameters
    x, y, w2 = drawn["x"], drawn["y"], drawn["w2"]
    w1 = np.array([drawn["w1"]])
    numerical = numerical_gradient(lambda: (w2 * max(w1[0] * x, 0) - y) ** 2, w1)
    assert by_numbers.right(drawn) == pytest.approx(numerical[0])


@pytest.mark.parametrize("act", ["linear", "relu", "tanh", "sigmoid"])
@pytest.mark.parametrize("x", [1.3, -1.3])
def test_the_gradients_are_the_numerical_derivative_of_the_loss(act, x):
    at, sigma = np.array([0.7, 0.2, -1.1, 0.3]), ACTIVATION[act]

    def loss():
        w1, b1, w2, b2 = at
        return (w2 * sigma(w1 * x + b1) + b2 + 0.4) ** 2

    returned = grads_1d(x, -0.4, *at, act)
    np.testing.assert_allclose(returned, [loss(), *numerical_gradient(loss, at)], atol=1e-9)


def test_the_gradients_stop_where_the_relu_is_at_0():
    _, dw1, db1, _, _ = grads_1d(2.0, 0.5, 0.5, -1.0, 3.0, 0.1, "relu")
    assert (dw1, db1) == (0.0, 0.0)


SIGMA = """
S = lambda z: 1 / (1 + np.exp(-z))
VALUE = {"linear": lambda z: z, "relu": lambda z: z * (z > 0), "tanh": np.tanh, "sigmoid": S}
SLOPE = {"linear": lambda z: 1, "relu": lambda z: z > 0, "tanh": lambda z: 1 / np.cosh(z) ** 2,
         "sigmoid": lambda z: S(z) * S(-z)}

def grads_1d(x, y, w1, b1, w2, b2, act):
    z = w1 * x + b1
    s = VALUE[act](z)
    p = w2 * s + b2
"""
PROGRAMS = [
    (4, [], "g = 2 * (p - y); d = g * w2 * SLOPE[act](z); return (p - y)**2, x * d, d, g * s, g"),
    (4, [], "g = 2 * (p - y); d = g * w2 * SLOPE[act](z); return [(y-p)**2, x * d, d, g * s, g]"),
    (2.5, ["AD-ATO/both"],
     "g = 2 * (p - y); d = g * w2 * SLOPE[act](s); return (p - y)**2, x * d, d, g * s, g"),
    (2.5, ["AD-SIGMA"],
     "g = 2 * (p - y); d = g * w2 * s; return (p - y)**2, x * d, d, g * s, g"),
    (1.4, ["L5-HALF/both"],
     "g = p - y; d = g * w2 * SLOPE[act](z); return g**2 / 2, x * d, d, g * s, g"),
    (1.5, ["L1-NO2"],
     "g = p - y; d = g * w2 * SLOPE[act](z); return g**2, x * d, d, g * s, g"),
    (1.5, ["L1-SIGN", "AD-NONE"],
     "g = 2 * (y - p); d = g * w2; return (p - y)**2, x * d, d, g * s, g"),
    (0, [], "return 0, 0, 0, 0, 0"),
]  # fmt: skip


@pytest.mark.parametrize(("points", "mistakes", "body"), PROGRAMS)
def test_a_program_earns_what_it_is_worth(points, mistakes, body):
    result = judged(exercise, f"{SIGMA}    {body}")
    assert (result.points, named(result)) == (points, mistakes)


FORMULAS = [
    ("two_layer_claims", "2x w_1 (w_2 w_1 x − y); 2x w_2 (w_2 w_1 x − y)", 3, []),
    ("two_layer_claims", "(w2*w1*x - y)*w1*x; (w2*w1*x - y)*w2*x", 1.2, ["L1-NO2"]),
    ("two_layer_claims", "2*(w2*w1*x - y)*w2*x; 2*(w2*w1*x - y)*w1*x", 1.2, ["L1-SWAP"]),
    ("activation_claims", "2(w2 s - y) s; 2(w2 s - y) w2 s (1 - s) x", 1.5, ["L3-SIGMOID"]),
    ("activation_claims", "2(w2 s - y) d; 2(w2 s - y) w2 x", 0.6, ["L3-D", "AD-NONE"]),
    ("activation_derivatives", "s(1 - s); 1 - a²", 2, []),
    ("activation_derivatives", "-s^2; 1 - a^2", 1, ["L4-CHAIN"]),
]


@pytest.mark.parametrize(("id", "answer", "points", "mistakes"), FORMULAS)
def test_a_formula_earns_what_it_is_worth(id, answer, points, mistakes):
    result = grade(id, answer, "ana")
    assert (result.points, named(result)) == (points, mistakes)


def test_a_guess_of_0_earns_nothing():
    assert grade("claim_by_numbers", "0", "ana").points == 0
