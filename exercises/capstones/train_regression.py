"""Capstone: the same backward pass for a squared loss; a network that learns a curve."""

import numpy as np

from exercises import trained
from exercises.outcome import size
from grader.core.exercise import Mistake
from grader.core.kinds import Train
from grader.core.kinds.train import Level, Unusable
from grader.core.run import Seeded

ENOUGH = 0.02

PROMPT = r"""
Write `train_regression(x, t, rng)` that trains a network with at least one hidden layer and returns
a **function** `predict`. Given an array of inputs of shape (M, 1), `predict` returns the outputs of
the network, of shape (M, 1).

x has shape (200, 1), with numbers between −2 and 2; the targets t have shape (200, 1) and are
$\sin(a x)$ plus normal noise of standard deviation 0.1, with a frequency a of your own between 1.5
and 2.5. Minimise the average of $(u - t)^2$ over the N examples, u the output of the network, by
gradient descent with your own gradients. Any activation will do; the output layer is linear. Draw
the initial weights from the generator `rng`.

You are judged by the average of $(u - \sin(a x))^2$ on 200 fresh points without noise, computed by
us: 6 points up to 0.02, 4 up to 0.05, 2 up to 0.15. The best straight line has an error of 0.2 to
0.5. You have 30 seconds. What you print shows how the training goes; if you return
`(predict, losses)` with a list of the losses (at most 10 000), you get to see its curve.
"""


def train_regression(x, t, rng):
    """Return predict, a function of an array (M, 1).  x, t: (N, 1), rng: a numpy Generator."""
    H, N, eta, steps = 40, len(x), 0.05, 4000
    W1, b1 = 2.0 * rng.standard_normal((1, H)), rng.standard_normal((1, H))
    W2, b2 = rng.standard_normal((H, 1)) / np.sqrt(H), np.zeros((1, 1))
    for _ in range(steps):
        A = np.tanh(x @ W1 + b1)
        dU = 2.0 * (A @ W2 + b2 - t) / N
        dW2, db2 = A.T @ dU, dU.sum(axis=0, keepdims=True)
        dZ1 = (dU @ W2.T) * (1.0 - A * A)
        dW1, db1 = x.T @ dZ1, dZ1.sum(axis=0, keepdims=True)
        W1, b1 = W1 - eta * dW1, b1 - eta * db1
        W2, b2 = W2 - eta * dW2, b2 - eta * db2
    return lambda q: np.tanh(q @ W1 + b1) @ W2 + b2


# `predict` cannot leave the student's process, so it is asked there.
ASK = """lambda train, x, t, rng, q: (
    lambda got: (got[0](q), *got[1:]) if isinstance(got, tuple) and any(map(callable, got[:1]))
    else (got(q),) if callable(got) else None
)(train(x, t, rng))"""


def curve(seed):
    """The frequency of this student, 200 noisy points, and 200 fresh ones without noise."""
    rng = np.random.default_rng([seed, 1])
    a = rng.uniform(1.5, 2.5)
    x, q = rng.uniform(-2, 2, (200, 1)), np.sort(rng.uniform(-2, 2, (200, 1)), axis=0)
    return x, np.sin(a * x) + 0.1 * rng.standard_normal(x.shape), q, np.sin(a * q)


def arguments(seed):
    x, t, q, _ = curve(seed)
    return x, t, Seeded(seed), q


def measure(args, value, seed):
    """The error, and how far the prediction is from a straight line."""
    x, t, _, q = args
    if not isinstance(value, tuple) or not value:
        raise Unusable("Your function should return a function, predict.")
    u = value[0]
    if isinstance(u, np.ndarray) and u.shape == q.shape[:1]:
        u = u[:, None]
    u = trained.parameter("predict(x)", u, q.shape)
    line = np.column_stack([q, np.ones_like(q)])
    with np.errstate(all="ignore"):
        measures = {
            "error": float(np.mean((u - curve(seed)[3]) ** 2)),
            "bend": size(u - line @ np.linalg.lstsq(line, u)[0]) / max(size(u), 1e-300),
        }
    losses = trained.losses(value[1]) if len(value) > 1 else []
    points = {"x": x.ravel().tolist(), "t": t.ravel().tolist()}
    return measures, {**points, "q": q.ravel().tolist(), "u": u.ravel().tolist(), "losses": losses}


def poor(test):
    """A sign that says nothing about a network that has learned its curve."""
    return lambda m: m["error"] > ENOUGH and test(m)


exercise = Train(
    title="Regression with the same backward pass",
    slide="Capstone: Review: neural networks for regression and classification",
    prompt=PROMPT,
    conventions="G1 G8 G9",
    optional=True,
    needs=("output_grads", "backward"),
    reference=train_regression,
    arguments=arguments,
    measure=measure,
    driver=ASK,
    seconds=30.0,
    levels=(Level("mean squared error", "error", ((ENOUGH, 6), (0.05, 4), (0.15, 2)), low=True),),
    mistakes=(
        Mistake(
            "P3-LINEAR",
            "Your prediction is a straight line: without an activation the layers collapse into "
            "one.",
            ("np.tanh(x @ W1 + b1)", "x @ W1 + b1"),
            (" * (1.0 - A * A)", ""),
            ("np.tanh(q @ W1 + b1)", "(q @ W1 + b1)"),
            ("0.05, 4000", "0.001, 4000"),
            sign=poor(lambda m: m["bend"] < 1e-6),
        ),
        Mistake(
            "P3-SIGN",
            "The error has grown: look at the direction of your steps, and at their length.",
            ("0.05, 4000", "-0.05, 100"),
            sign=poor(lambda m: m["error"] > 100),
        ),
        Mistake(
            "P3-FEW",
            "The training is on its way, but not at its end. If your gradients are right (check "
            "them with numerical_gradient), take more steps or longer ones.",
            ("0.05, 4000", "0.05, 10"),
            sign=poor(lambda m: m["error"] < 10),
        ),
    ),
    hints=(
        "Only the gradient at the output changes: that of $(u - t)^2$, averaged.",
        "tanh, 40 hidden units, a learning rate of 0.05, 4000 steps.",
        "No softmax and no one-hot labels: `dU = 2 * (U - t) / N`, and the backward pass as ever.",
    ),
)
