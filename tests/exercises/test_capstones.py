"""Unit P: how the training of deep networks, and of a regression, is judged."""

import dataclasses
import itertools
import time

import numpy as np
import pytest

from exercises.capstones import train_mlp, train_regression
from exercises.outcome import many_layers
from grader.core.edits import composed
from grader.core.grade import grade, pose
from grader.core.kinds.train import Unusable
from grader.core.local import sample
from grader.core.run import Call
from grader.sandbox import Sandbox
from tests.exercises.oracle import numerical_gradient
from tests.exercises.programs import judged, named

SLIPS = [(module, m) for module in (train_mlp, train_regression) for m in module.exercise.mistakes]


def measured(module, function, seed):
    args = module.arguments(seed)
    (result,) = sample(function, [Call(args)], module.exercise.driver)
    return module.measure(args, result.value, seed)[0]


@pytest.mark.parametrize("seed", range(5))
def test_the_references_learn_for_every_student(seed):
    assert measured(train_mlp, train_mlp.train_mlp, seed)["accuracy"] >= 0.98
    assert measured(train_regression, train_regression.train_regression, seed)["error"] < 0.01


@pytest.mark.parametrize(("module", "mistake"), SLIPS, ids=lambda part: getattr(part, "id", ""))
def test_a_slip_shows_in_the_numbers_of_other_students(module, mistake):
    wrong = composed(module.exercise.reference, (mistake,))
    for seed in range(2):
        measures = measured(module, wrong, seed)
        assert next(m.id for m in module.exercise.mistakes if m.sign(measures)) == mistake.id


@pytest.mark.parametrize("act", ["relu", "tanh", "sigmoid"])
def test_the_slope_is_that_of_the_numerical_gradient(act):
    rng = np.random.default_rng(40)
    X, y, dims = rng.normal(size=(6, 2)), rng.integers(0, 3, 6), (2, 5, 4, 3)
    Ws = [rng.normal(size=shape) for shape in itertools.pairwise(dims)]
    bs = [rng.normal(size=(1, r)) for r in dims[1:]]
    gradient = numerical_gradient(lambda: many_layers(X, y, Ws, bs, act)["loss"], Ws[-1])
    slope = many_layers(X, y, Ws, bs, act)["slope"]
    assert slope == pytest.approx(np.linalg.norm(gradient), rel=1e-6)


WS = [np.ones(shape) for shape in ((2, 5), (5, 4), (4, 3))]
BS = [np.ones((1, r)) for r in (5, 4, 3)]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "Ws, bs and act"),
        ((WS, BS), "Ws, bs and act"),
        ((WS, BS, "elu"), "act should be one of 'relu', 'tanh', 'sigmoid'"),
        ((WS, BS, WS[0]), "act should be one of"),
        ((WS[0], BS, "relu"), "two lists"),
        ((WS, BS[:2], "relu"), "two lists"),
        ((WS[:2], BS[:2], "tanh"), "2 layers; with two hidden layers it has three"),
        (([np.ones((2, 101)), *WS[1:]], BS, "relu"), "[101, 4] units"),
        ((WS[::-1], BS, "relu"), "Ws[0] has shape (4, 3); it should be (2, 3)"),
        ((WS, [b[0] for b in BS], "relu"), "bs[0] has shape (5,)"),
        (([*WS[:2], WS[2] * np.inf], BS, "relu"), "Ws[2] contains nan or inf"),
        ((["W", *WS[1:]], BS, "relu"), "Ws[0] should be a numpy array"),
    ],
)
def test_what_cannot_be_a_network_is_refused_in_words(value, says):
    with pytest.raises(Unusable) as refusal:
        train_mlp.measure(train_mlp.arguments(1), value, 1)
    assert says in str(refusal.value)


MLP = """
def mlp_grads(X, y, Ws, bs, act):
    f = {"relu": lambda z: z * (z > 0), "tanh": np.tanh, "sigmoid": lambda z: 1/(1+np.exp(-z))}[act]
    slope = {"relu": lambda o: 1.0 * (o > 0), "tanh": lambda o: 1 - o * o,
             "sigmoid": lambda o: o * (1 - o)}[act]
    Os = [X]
    for W, b in zip(Ws[:-1], bs):
        Os.append(f(Os[-1] @ W + b))
    U = Os[-1] @ Ws[-1] + bs[-1]
    P = np.exp(U - U.max(1, keepdims=True))
    P /= P.sum(1, keepdims=True)
    D = (P - np.eye(P.shape[1])[y]) / len(y)
    dWs, dbs = [], []
    while True:
        dWs.insert(0, Os[-1].T @ D)
        dbs.insert(0, D.sum(0, keepdims=True))
        O = Os.pop()
        if not Os:
            return dWs, dbs
        D = (D @ Ws[-len(dWs)].T) * slope(O)
"""
TRAINING = """
def train_mlp(X, y, K, rng):
    sizes = (2, 20, 20, 20, K)
    Ws = [rng.normal(size=(a, b)) * 1.5 / np.sqrt(a) for a, b in zip(sizes, sizes[1:])]
    bs = [rng.normal(size=(1, b)) for b in sizes[1:]]
    for step in range(1500):
        dWs, dbs = mlp_grads(X, y, Ws, bs, "tanh")
        Ws = [W - 0.5 * dW for W, dW in zip(Ws, dWs)]
        bs = [b - 0.5 * db for b, db in zip(bs, dbs)]
    return tuple(Ws), tuple(bs), "tanh", [3.0, 2.0]
"""


def test_a_deeper_network_in_another_style_earns_everything():
    result = judged(train_mlp.exercise, MLP + TRAINING)
    assert result.points == 8
    assert (result.extra["act"], result.extra["losses"]) == ("tanh", [3, 2])
    assert [np.shape(b) for _, b in result.extra["layers"]] == [(1, 20), (1, 20), (1, 20), (1, 3)]


def test_a_wrong_gradient_that_trains_well_loses_its_points():
    wrong = MLP.replace("D.sum(0, keepdims=True)", "D.mean(0, keepdims=True)")
    result = judged(train_mlp.exercise, wrong + TRAINING)
    assert result.points <= 6
    assert "full marks in mlp_grads" in result.feedback


REGRESSION = """
def train_regression(x, t, rng):
    W, b = rng.normal(size=(1, 60)), rng.normal(size=(1, 60))
    v, c, losses = np.zeros((60, 1)), 0.0, []
    for step in range(3000):
        h = np.maximum(x @ W + b, 0)
        r = (h @ v + c - t) / len(x)
        losses.append(float(len(x) * (r * r).sum()))
        g = (r @ v.T) * (h > 0)
        v, c = v - 0.03 * h.T @ r, c - 0.03 * r.sum()
        W, b = W - 0.03 * x.T @ g, b - 0.03 * g.sum(0)
    def predict(q):
        return np.maximum(q @ W + b, 0) @ v + c
    return RESULT
"""


@pytest.mark.parametrize(
    ("result", "losses"),
    [("predict", 0), ("predict, losses", 3000), ("lambda q: predict(q)[:, 0]", 0)],
)
def test_a_curve_learned_in_another_style_earns_everything(result, losses):
    graded = judged(train_regression.exercise, REGRESSION.replace("RESULT", result))
    assert graded.points == 6
    assert len(graded.extra["losses"]) == losses


@pytest.mark.parametrize(
    ("right", "wrong", "points", "mistakes"),
    [
        ("np.maximum(q @ W + b, 0) @ v + c", "np.polyval(np.polyfit(x[:, 0], t[:, 0], 1), q)", 0,
         ["P3-LINEAR"]),
        ("h @ v + c - t", "t - h @ v - c", 0, []),
        ("range(3000)", "range(3)", 0, ["P3-FEW"]),
        ("RESULT", "predict(x)", 0, []),
        ("RESULT", "()", 0, []),
    ],
)  # fmt: skip
def test_a_curve_that_is_not_learned_gets_its_sentence(right, wrong, points, mistakes):
    source = REGRESSION.replace(right, wrong).replace("RESULT", "predict")
    result = judged(train_regression.exercise, source)
    assert (result.points, named(result)) == (points, mistakes)
    assert result.feedback


@pytest.mark.parametrize(
    ("module", "body", "says"),
    [
        (train_mlp, "while True: pass", "Look for a loop that does not end"),
        (train_mlp, "return rng.normal(size=(2, 2)) @ X", "Line 4"),
        (train_mlp, "return lambda X: X", "It returned a function; return numbers"),
        (train_regression, "return (lambda q: q), list(range(30_000))", "too many parts"),
        (train_regression, "return lambda q: q @ x", "ValueError"),
        (train_regression, "return x", "return a function, predict"),
        (train_regression, "return lambda q: [0.0]", "predict(x) should be a numpy array"),
        (train_regression, "return lambda q: q * np.nan", "the training ran away"),
    ],
)
def test_training_that_ends_badly_gets_its_sentence(module, body, says):
    quick = dataclasses.replace(module.exercise, seconds=1.0)
    name = module.exercise.reference.__name__
    source = f"import numpy as np\n\ndef {name}({'X, y, K' if 'mlp' in name else 'x, t'}, rng):\n"
    with Sandbox() as sandbox:
        question = pose(quick, "ana")
        result = grade(quick, question, f"{source}    {body}\n", sandbox.run, time.perf_counter)
    assert result.points == 0
    assert says in result.feedback
