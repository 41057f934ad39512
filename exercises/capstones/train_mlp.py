"""Capstone: train a network of any depth with the backward pass of the lecture."""

import itertools

import numpy as np

from exercises import trained
from exercises.deep import mlp_grads
from exercises.outcome import ACTIVATIONS, accuracy, many_layers
from exercises.spiral import students_spiral
from grader.core.exercise import Mistake
from grader.core.kinds import Train
from grader.core.kinds.train import Foundation, Level, Unusable
from grader.core.run import Seeded

MOST = 100
ENOUGH = 0.97

PROMPT = r"""
Write `train_mlp(X, y, K, rng)` that trains a network with at least **two** hidden layers and
returns `(Ws, bs, act)`: the lists of its weights and biases in the order of the layers, and the
name of its activation, `"relu"`, `"tanh"` or `"sigmoid"`.

Each hidden layer computes $O_i = \sigma(O_{i-1} W_i + \mathbf{1} b_i)$ with $O_0 = X$; the last
layer is linear and gives the scores. Minimise the average cross-entropy over the N examples
(natural logarithm) by gradient descent with your own gradients; a weak penalty is up to you. Draw
the initial weights from the generator `rng`.

You get a spiral of your own: 100 points for each of K = 3 classes, so X has shape (300, 2) and the
labels y are integers $0, …, K-1$. W_i has shape (inputs, outputs) of its layer, b_i shape
(1, outputs); no hidden layer has more than 100 units.

You are judged by the accuracy of your network, computed by us from what you return: 6 points from
0.97, 4 from 0.90, 2 from 0.75. Another 2 points need full marks in `mlp_grads`: in an earlier
attempt, or because your program defines that function as well. You have 30 seconds.

What you print shows how the training goes. Two more results are for you to look at: fourth, a list
of the losses (at most 10 000), whose curve is drawn; fifth, a list of some
`(step, [W.copy() for W in Ws], [b.copy() for b in bs])` from along the way, so that you can watch
the regions change.
"""


def train_mlp(X, y, K, rng):
    """Return (Ws, bs, act).  X: (N, D), y: (N,), rng: a numpy Generator; Ws, bs: lists of arrays,
    act: "relu", "tanh" or "sigmoid".
    """
    N, D = X.shape
    H, eta, alpha, steps = 30, 0.5, 1e-4, 1000
    shapes = (D, H), (H, H), (H, K)
    Ws = [rng.standard_normal(shape) * np.sqrt(2.0 / shape[0]) for shape in shapes]
    bs = [np.zeros((1, W.shape[1])) for W in Ws]
    for _ in range(steps):
        Os, Zs = [X], []
        for W, b in zip(Ws, bs, strict=True):
            Zs.append(Os[-1] @ W + b)
            Os.append(np.maximum(Zs[-1], 0.0))
        E = np.exp(Zs[-1] - Zs[-1].max(axis=1, keepdims=True))
        dZ = E / E.sum(axis=1, keepdims=True)
        dZ[np.arange(N), y] -= 1.0
        dZ = dZ / N
        for i in reversed(range(len(Ws))):
            dW, db = Os[i].T @ dZ, dZ.sum(axis=0, keepdims=True)
            if i > 0:
                dZ = (dZ @ Ws[i].T) * (Zs[i - 1] > 0)
            Ws[i] = Ws[i] - eta * (dW + alpha * Ws[i])
            bs[i] = bs[i] - eta * db
    return Ws, bs, "relu"


def arguments(seed):
    """A spiral of the student's own."""
    X, y = students_spiral(np.random.default_rng([seed, 1]))
    return X, y, 3, Seeded(seed)


def measure(args, value, seed):
    """The accuracy, and what tells how the training went."""
    X, y, K, _ = args
    Ws, bs, act = network(value, X.shape[1], K)
    with np.errstate(all="ignore"):
        measures = {
            "accuracy": accuracy(X, y, Ws, bs, act),
            **many_layers(X, y, Ws, bs, act),
        }
    losses, snapshots = [*value[3:], [], []][:2]
    return measures, {
        "X": X.tolist(),
        "y": y.tolist(),
        "layers": trained.lists(zip(Ws, bs, strict=True)),
        "act": act,
        "losses": trained.losses(losses),
        "snapshots": trained.snapshots(snapshots, lambda p: layers((*p, act), X.shape[1], K)),
        **trained.beside_linear(X, y, K),
    }


def layers(value, D, K):
    Ws, bs, _ = network(value, D, K)
    return zip(Ws, bs, strict=True)


def network(value, D, K):
    """Weights, biases, activation.  Raises Unusable where they cannot be a trained network."""
    if not isinstance(value, tuple | list) or not 3 <= len(value) <= 5:
        raise Unusable("Your function should return Ws, bs and act.")
    Ws, bs, act = value[:3]
    if not isinstance(act, str) or act not in ACTIVATIONS:
        raise Unusable(f"act should be one of {', '.join(map(repr, ACTIVATIONS))}.")
    if not isinstance(Ws, tuple | list) or not isinstance(bs, tuple | list) or len(Ws) != len(bs):
        raise Unusable("Ws and bs should be two lists with an array for each layer.")
    if len(Ws) < 3:
        raise Unusable(f"Your network has {len(Ws)} layers; with two hidden layers it has three.")
    widths = [trained.width(W) for W in Ws[:-1]]
    if not all(1 <= width <= MOST for width in widths):
        raise Unusable(f"Your hidden layers have {widths} units; use 1 to {MOST} in each.")
    shapes = list(itertools.pairwise((D, *widths, K)))
    weights = [trained.parameter(f"Ws[{i}]", Ws[i], (m, r)) for i, (m, r) in enumerate(shapes)]
    biases = [trained.parameter(f"bs[{i}]", bs[i], (1, r)) for i, (_, r) in enumerate(shapes)]
    return weights, biases, act


def poor(test):
    """A sign that says nothing about a network that has learned its spiral."""
    return lambda m: m["accuracy"] < ENOUGH and test(m)


exercise = Train(
    title="Train an L-layer network",
    slide="Capstone: Summary (multi-layer, nonlinear)",
    prompt=PROMPT,
    conventions="G1 G2 G3 G5 G8",
    needs=("mlp_grads", "train_two_layer"),
    reference=train_mlp,
    arguments=arguments,
    measure=measure,
    seconds=30.0,
    levels=(Level("accuracy", "accuracy", ((ENOUGH, 6), (0.90, 4), (0.75, 2))),),
    foundation=Foundation(mlp_grads.exercise, 2),
    mistakes=(
        Mistake(
            "P2-ZERO",
            "All your weights are 0: then every hidden unit gives the same and gets no gradient. "
            "How do they start?",
            ("rng.standard_normal(shape) * np.sqrt(2.0 / shape[0])", "np.zeros(shape)"),
            sign=poor(lambda m: m["scale"] == 0),
        ),
        Mistake(
            "H1-NOB",
            "Your biases are all 0: each needs its own step.",
            ("bs[i] - eta * db", "bs[i]"),
            sign=poor(lambda m: m["size of b"] == 0),
        ),
        Mistake(
            "P2-LINEAR",
            "Your parameters fit the data better without an activation: without it the layers "
            "collapse into one linear classifier, which gets about half of the spiral.",
            ("np.maximum(Zs[-1], 0.0)", "Zs[-1]"),
            (" * (Zs[i - 1] > 0)", ""),
            sign=poor(lambda m: m["loss without activation"] < min(m["loss"], 0.8)),
        ),
        Mistake(
            "NM-SUM",
            "Nearly all units of your last hidden layer are off for every example, and the scores "
            "are huge: the steps were far too long. Is the average over the examples in your "
            "gradient?",
            ("dZ = dZ / N", "dZ = 1.0 * dZ"),
            sign=poor(lambda m: m["units on"] < 0.1 and m["loss"] > 2),
        ),
        Mistake(
            "DL-NOSUB",
            "The labels never enter your training: the gradient with respect to the scores is not "
            "the probabilities alone.",
            ("dZ[np.arange(N), y] -= 1.0", "dZ = 1.0 * dZ"),
            ("1e-4, 1000", "1e-4, 10"),
            sign=poor(lambda m: m["sum of b"] < -3),
        ),
        Mistake(
            "H1-SIGN",
            "The loss grows: you walk up the gradient instead of down.",
            ("0.5, 1e-4, 1000", "-0.5, 1e-4, 10"),
            sign=poor(lambda m: m["rest"] < -0.3 and m["loss"] > 2),
        ),
        Mistake(
            "P2-STRONG",
            "Your weights have vanished: the penalty is too strong.",
            ("0.5, 1e-4", "0.5, 0.1"),
            sign=poor(lambda m: m["scale"] < 1e-3),
        ),
        Mistake(
            "P2-ETA",
            "Your biases have hardly moved from 0: the learning rate is too small for the number "
            "of steps.",
            ("0.5, 1e-4", "1e-4, 1e-4"),
            sign=poor(lambda m: m["size of b"] < 0.1 and m["loss"] > 0.7),
        ),
        Mistake(
            "P2-FEW",
            "The loss was still falling when you stopped. If your gradients are right (check them "
            "with mlp_grads), take more steps.",
            ("1e-4, 1000", "1e-4, 15"),
            sign=poor(lambda m: m["rest"] > 0.3 and m["slope"] > 0.05),
        ),
    ),
    hints=(
        "Use your mlp_grads in a loop: all gradients first, then the step of every layer.",
        "Weights from N(0, 1) are too large for several layers: scale them by the root of "
        "2 / inputs.",
        "Two hidden layers of 30 units, ReLU, a learning rate of 0.5, 1000 steps.",
    ),
)
