"""Slide "Training loss": train the linear classifier as far as it will go."""

import numpy as np

from exercises import trained
from exercises.linear_optimum import data_gradient, minimum, training_loss
from exercises.spiral import students_spiral
from grader.core.exercise import Mistake
from grader.core.kinds import Train
from grader.core.kinds.train import Level, Unusable, finite
from grader.core.run import Seeded

PROMPT = r"""
Write `train_linear(X, y, K, alpha, rng)` that trains the linear classifier and returns `(W, b)`.

It minimises the training loss of `linear_loss`: the average cross-entropy over the N examples
(natural logarithm) plus $\frac{\alpha}{2} \left( \sum W^2 + \sum b^2 \right)$. Use your own
gradients in plain gradient descent; you choose the learning rate and the number of steps. Start W
from standard normal numbers drawn from the generator `rng`, and b from zeros.

You get a spiral of your own: 100 points for each of K = 3 classes, so X has shape (300, 2) and the
labels y are integers $0, …, K-1$; the spiral does not lie around the origin. W must have shape
(2, K) and b shape (1, K); alpha is 0.001.

The loss has exactly one minimum. You are judged by how close the loss of your `(W, b)` comes to
it, computed by us: 6 points within 0.01, 4 within 0.03, 2 within 0.08. You have 10 seconds.

What you print shows how the training goes. Two more results are for you to look at: third, a list
of the losses (at most 10 000), whose curve is drawn; fourth, a list of some
`(step, W.copy(), b.copy())` from along the way, so that you can watch the regions change.
"""


def train_linear(X, y, K, alpha, rng):
    """Return (W, b).  X: (N, D), y: (N,), rng: a numpy Generator; W: (D, K), b: (1, K)."""
    N, D = X.shape
    W = rng.standard_normal((D, K))
    b = np.zeros((1, K))
    eta, steps = 1.0, 400
    for _ in range(steps):
        U = X @ W + b
        E = np.exp(U - U.max(axis=1, keepdims=True))
        dU = E / E.sum(axis=1, keepdims=True)
        dU[np.arange(N), y] -= 1.0
        dU = dU / N
        dW = X.T @ dU + alpha * W
        db = dU.sum(axis=0, keepdims=True) + alpha * b
        W = W - eta * dW
        b = b - eta * db
    return W, b


def arguments(seed):
    """Data of the student's own, shifted: around the origin a classifier needs no bias."""
    rng = np.random.default_rng([seed, 1])
    X, y = students_spiral(rng)
    shift = rng.choice([-1.0, 1.0], 2) * rng.uniform(0.5, 1.0, 2)
    return X + shift, y, 3, 1e-3, Seeded(seed)


def measure(args, value, seed):
    """How far the loss is from its minimum, and what else tells how the training went.

    Where gradient descent with a penalty of another strength comes to rest, the data gradient
    points against W (`rest` is 1) and is `strength` times as long; uphill, `rest` tends to -1.
    """
    X, y, K, alpha, generator = args
    W, b = parameters(value, X.shape[1], K)
    gap = training_loss(X, y, W, b, alpha) - training_loss(X, y, *minimum(X, y, K, alpha), alpha)
    A = np.column_stack([X, np.ones(len(X))])
    pull = -data_gradient(A, y, np.vstack([W, b]))[1][:-1]
    start = np.random.default_rng(generator.seed).standard_normal(W.shape)
    size, force = np.linalg.norm(W), np.linalg.norm(pull)
    measures = {
        "gap": finite(gap, np.inf),
        "moved": float(np.linalg.norm(W - start)),
        "size of b": float(np.linalg.norm(b)),
        "sum of b": float(b.sum()),
        "rest": float((pull * W).sum() / max(force * size, 1e-300)),
        "strength": float(force / max(size, 1e-300)),
    }
    losses, snapshots = [*value[2:], [], []][:2]
    return measures, {
        "X": X.tolist(),
        "y": y.tolist(),
        "layers": trained.lists([(W, b)]),
        "losses": trained.losses(losses),
        "snapshots": trained.snapshots(snapshots, lambda p: [parameters(p, X.shape[1], K)]),
    }


def parameters(value, D, K):
    """W and b as arrays.  Raises Unusable where they cannot be a trained classifier."""
    if not isinstance(value, tuple | list) or not 2 <= len(value) <= 4:
        raise Unusable("Your function should return two arrays, W and b.")
    shapes = (D, K), (1, K)
    return [trained.parameter(*each) for each in zip("Wb", value, shapes, strict=False)]


exercise = Train(
    title="Train the linear classifier",
    slide="Training loss",
    prompt=PROMPT,
    conventions="G1 G2 G3 G4",
    needs=("linear_loss_grads", "decay_step"),
    reference=train_linear,
    arguments=arguments,
    measure=measure,
    seconds=10.0,
    levels=(Level("distance to the minimum", "gap", ((0.01, 6), (0.03, 4), (0.08, 2)), low=True),),
    mistakes=(
        Mistake(
            "DL-NOSUB",
            "The labels never enter your training: the gradient with respect to the scores is not "
            "the probabilities alone.",
            ("dU[np.arange(N), y] -= 1.0", "dU = 1.0 * dU"),
            sign=lambda m: abs(m["sum of b"]) > 50,
        ),
        Mistake(
            "H1-NOB",
            "b is still what it was at the start: it needs its own step.",
            ("b = b - eta * db", "b = 1.0 * b"),
            sign=lambda m: m["size of b"] < 1e-9 and m["gap"] > 0.01,
        ),
        Mistake(
            "H1-SIGN",
            "The loss grows: you walk up the gradient instead of down.",
            ("W - eta * dW", "W + eta * dW"),
            ("b - eta * db", "b + eta * db"),
            sign=lambda m: m["rest"] < -0.99 and m["gap"] > 5,
        ),
        Mistake(
            "NM-SUM",
            "The loss jumps around, because the steps are far too long: is the average over the "
            "examples in your gradient?",
            ("dU = dU / N", "dU = 1.0 * dU"),
            sign=lambda m: abs(m["rest"]) < 0.98 and m["gap"] > 5,
        ),
        Mistake(
            "H1-ALPHA",
            "Your weights stay too small: the training came to rest as under a much stronger "
            "penalty.",
            ("X.T @ dU + alpha * W", "X.T @ dU + 0.3 * W"),
            sign=lambda m: m["rest"] > 0.999 and m["strength"] > 0.01,
        ),
        Mistake(
            "H1-SLOW",
            "The loss has hardly moved: the learning rate is too small for the number of steps.",
            ("eta, steps = 1.0, 400", "eta, steps = 0.001, 400"),
            sign=lambda m: m["moved"] < 0.4 and m["size of b"] < 0.3 and m["gap"] > 0.08,
        ),
        Mistake(
            "H1-FEW",
            "The loss is on its way, but not at its minimum. If your gradients are right (check "
            "them with linear_loss_grads), take more steps.",
            ("eta, steps = 1.0, 400", "eta, steps = 1.0, 3"),
            sign=lambda m: 0.01 < m["gap"] < 1 and m["rest"] < 0.999,
        ),
    ),
    hints=(
        "Repeat: compute both gradients, then replace W by W − eta·dW and b by b − eta·db.",
        "A learning rate of 1 and 300 steps are enough here.",
        "Print the loss every 50 steps: it starts between 1 and 2.5 and must fall to about 0.76.",
    ),
)
