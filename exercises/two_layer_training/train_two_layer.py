"""Slide "Results": train the two-layer network until its regions follow the spiral."""

import numpy as np

from exercises import trained
from exercises.outcome import accuracy, two_layers
from exercises.spiral import students_spiral
from exercises.two_layer_gradient import two_layer_loss_grads
from grader.core.exercise import Mistake
from grader.core.kinds import Train
from grader.core.kinds.train import Foundation, Level, Unusable
from grader.core.run import Seeded

MOST = 200
ENOUGH = 0.95

PROMPT = r"""
Write `train_two_layer(X, y, K, rng)` that trains the network
$U = \text{ReLU}(X W_1 + \mathbf{1} b_1) \, W_2 + \mathbf{1} b_2$ and returns `(W1, b1, W2, b2)`.

Minimise the average cross-entropy over the N examples (natural logarithm) plus a weak penalty
$\frac{\alpha}{2}$ times the sum of the squares of all four parameters, by gradient descent with
your own gradients. Start W1 and W2 from standard normal numbers drawn from the generator `rng`, b1
and b2 from zeros. You choose the number of hidden units, the learning rate, $\alpha$ and the number
of steps.

You get a spiral of your own: 100 points for each of K = 3 classes, so X has shape (300, 2) and the
labels y are integers $0, …, K-1$. W1 must have shape (2, H), b1 (1, H), W2 (H, K), b2 (1, K)
with at most 200 hidden units H.

You are judged by the accuracy of your network, computed by us from what you return: 5 points from
0.95, 3 from 0.85, 1 from 0.70; 1 point more if it also reaches 0.90 on fresh points of the same
spiral. Wrong gradients often train well, too, so 2 points need full marks in
`two_layer_loss_grads`: in an earlier attempt, or because your program defines that function as
well. You have 20 seconds.

What you print shows how the training goes. Two more results are for you to look at: fifth, a list
of the losses (at most 10 000), whose curve is drawn; sixth, a list of some
`(step, W1.copy(), b1.copy(), W2.copy(), b2.copy())` from along the way, so that you can watch the
regions change.
"""


def train_two_layer(X, y, K, rng):
    """Return (W1, b1, W2, b2).  X: (N, D), y: (N,), rng: a numpy Generator.

    W1: (D, H), b1: (1, H), W2: (H, K), b2: (1, K).
    """
    N, D = X.shape
    H, eta, alpha, steps = 100, 1.0, 1e-3, 1000
    W1, b1 = rng.standard_normal((D, H)), np.zeros((1, H))
    W2, b2 = rng.standard_normal((H, K)), np.zeros((1, K))
    for _ in range(steps):
        Z1 = X @ W1 + b1
        A = np.maximum(Z1, 0.0)
        U = A @ W2 + b2
        E = np.exp(U - U.max(axis=1, keepdims=True))
        dU = E / E.sum(axis=1, keepdims=True)
        dU[np.arange(N), y] -= 1.0
        dU = dU / N
        dW2, db2 = A.T @ dU, dU.sum(axis=0, keepdims=True)
        dZ1 = (dU @ W2.T) * (Z1 > 0)
        dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0, keepdims=True)
        W1, b1 = W1 - eta * (dW1 + alpha * W1), b1 - eta * (db1 + alpha * b1)
        W2, b2 = W2 - eta * (dW2 + alpha * W2), b2 - eta * (db2 + alpha * b2)
    return W1, b1, W2, b2


def arguments(seed):
    """A spiral of the student's own."""
    X, y = students_spiral(np.random.default_rng([seed, 1]))
    return X, y, 3, Seeded(seed)


def measure(args, value, seed):
    """The accuracies, and what tells how the training went."""
    X, y, K, _ = args
    W1, b1, W2, b2 = parameters(value, X.shape[1], K)
    fresh = students_spiral(np.random.default_rng([seed, 2]))
    with np.errstate(all="ignore"):
        measures = {
            "accuracy": accuracy(X, y, (W1, W2), (b1, b2)),
            "fresh accuracy": accuracy(*fresh, (W1, W2), (b1, b2)),
            **two_layers(X, y, W1, b1, W2, b2),
        }
    losses, snapshots = [*value[4:], [], []][:2]
    return measures, {
        "X": X.tolist(),
        "y": y.tolist(),
        "layers": trained.lists(layers((W1, b1, W2, b2))),
        "losses": trained.losses(losses),
        "snapshots": trained.snapshots(snapshots, lambda p: layers(parameters(p, X.shape[1], K))),
        **trained.beside_linear(X, y, K),
    }


def layers(value):
    W1, b1, W2, b2 = value
    return (W1, b1), (W2, b2)


def parameters(value, D, K):
    """The four arrays.  Raises Unusable where they cannot be a trained network."""
    if not isinstance(value, tuple | list) or not 4 <= len(value) <= 6:
        raise Unusable("Your function should return four arrays, W1, b1, W2 and b2.")
    H = trained.width(value[0])
    if not 1 <= H <= MOST:
        raise Unusable(f"Your network has {H} hidden units; use 1 to {MOST}.")
    shapes = {"W1": (D, H), "b1": (1, H), "W2": (H, K), "b2": (1, K)}
    pairs = zip(shapes.items(), value, strict=False)
    return [trained.parameter(name, array, shape) for (name, shape), array in pairs]


def poor(test):
    """A sign that says nothing about a network that has learned its spiral."""
    return lambda m: m["accuracy"] < ENOUGH and test(m)


def near_the_start(m):
    return abs(m["scale of W1"] - 1) < 0.25 and abs(m["scale of W2"] - 1) < 0.25


exercise = Train(
    title="Train the two-layer network",
    slide="Results",
    prompt=PROMPT,
    conventions="G1 G2 G3 G4 G5",
    needs=("two_layer_loss_grads", "train_linear"),
    reference=train_two_layer,
    arguments=arguments,
    measure=measure,
    levels=(
        Level("accuracy", "accuracy", ((ENOUGH, 5), (0.85, 3), (0.70, 1))),
        Level("accuracy on fresh points", "fresh accuracy", ((0.90, 1),)),
    ),
    foundation=Foundation(two_layer_loss_grads.exercise, 2),
    mistakes=(
        Mistake(
            "K1-ZERO",
            "All your weights are 0: then every hidden unit gives 0 and gets no gradient. How do "
            "they start?",
            ("rng.standard_normal((D, H))", "np.zeros((D, H))"),
            ("rng.standard_normal((H, K))", "np.zeros((H, K))"),
            sign=poor(lambda m: max(m["scale of W1"], m["scale of W2"]) == 0),
        ),
        Mistake(
            "H1-NOB",
            "b1 and b2 are still 0: each needs its own step.",
            ("b1 - eta * (db1 + alpha * b1)", "b1"),
            ("b2 - eta * (db2 + alpha * b2)", "b2"),
            sign=poor(lambda m: m["size of b"] == 0),
        ),
        Mistake(
            "K1-LINEAR",
            "Your parameters fit the data better without a ReLU: without it your network is a "
            "linear classifier, which gets about half of the spiral.",
            ("np.maximum(Z1, 0.0)", "1.0 * Z1"),
            (" * (Z1 > 0)", ""),
            sign=poor(lambda m: m["loss without ReLU"] < min(m["loss"], 0.9)),
        ),
        Mistake(
            "MK-NONE",
            "Your training came to rest where a gradient rests that passes the ReLU unchanged: is "
            "its derivative in yours?",
            (" * (Z1 > 0)", ""),
            sign=poor(lambda m: m["pull"] > 0.08 and m["pull without mask"] < 0.8 * m["pull"]),
        ),
        Mistake(
            "NM-SUM",
            "Nearly all your hidden units are off for every example, and the scores are huge: the "
            "steps were far too long. Is the average over the examples in your gradient?",
            ("dU = dU / N", "dU = 1.0 * dU"),
            sign=poor(lambda m: m["units on"] < 0.1 and m["loss"] > 2),
        ),
        Mistake(
            "K1-SIGN",
            "The loss grows: you walk up the gradient instead of down.",
            ("eta, alpha, steps = 100, 1.0", "eta, alpha, steps = 100, -0.01"),
            sign=poor(lambda m: m["rest of W2"] < -0.3 and m["loss"] > 10),
        ),
        Mistake(
            "K1-STRONG",
            "Your weights stay too small: the training came to rest under a penalty that is too "
            "strong.",
            ("1.0, 1e-3", "1.0, 0.2"),
            sign=poor(
                lambda m: min(m["rest of W1"], m["rest of W2"]) > 0.99 and m["strength"] > 0.01
            ),
        ),
        Mistake(
            "K1-ETA",
            "Your parameters have hardly moved from where they start: the learning rate is too "
            "small for the number of steps.",
            ("1.0, 1e-3", "1e-4, 1e-3"),
            sign=poor(lambda m: near_the_start(m) and m["size of b"] < 0.5 and m["loss"] > 0.8),
        ),
        Mistake(
            "K1-FEW",
            "Your weights are still close to where they start. If your gradients are right (check "
            "them with two_layer_loss_grads), take more steps.",
            ("1e-3, 1000", "1e-3, 2"),
            sign=poor(near_the_start),
        ),
    ),
    hints=(
        "Use your two_layer_loss_grads in a loop: all four gradients first, then all four steps.",
        "100 hidden units, a learning rate of 1 and $\\alpha$ = 0.001 are good values here.",
        "Print the loss every 100 steps: with these values 500 steps are enough for a loss "
        "(penalty included) below 0.3.",
    ),
)
