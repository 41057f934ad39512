"""Slide "Training loss": plain gradient descent that writes down the loss of every step."""

import numpy as np

from exercises.arguments import linear
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `run_gd(X, y, W0, b0, eta, alpha, steps)`: plain gradient descent for the linear classifier,
starting from W0 (D, K) and b0 (1, K). Return `(W, b, history)`.

- The loss is the average cross-entropy of the scores $XW + \mathbf{1}b$ (natural logarithm, labels
  $0, …, K-1$) plus $\frac{\alpha}{2} \left( \sum W^2 + \sum b^2 \right)$.
- In every step both gradients are computed at the same, old parameters; then both are updated with
  learning rate `eta`.
- `history` is an array of shape (steps,): `history[t]` is the loss, penalty included, **before**
  update t, for t = 0, …, steps − 1.

W0 and b0 stay as they are. With steps = 0 the start values come back, with an empty history.
"""


def run_gd(X, y, W0, b0, eta, alpha, steps):
    """Return (W, b, history).  W0, W: (D, K), b0, b: (1, K); history: (steps,)."""
    W, b = W0.astype(float), b0.astype(float)
    history = np.zeros(steps)
    N = len(y)
    for t in range(steps):
        U = X @ W + b
        S = U - U.max(axis=1, keepdims=True)
        E = np.exp(S)
        Z = E.sum(axis=1, keepdims=True)
        data = (np.log(Z)[:, 0] - S[np.arange(N), y]).mean()
        penalty = alpha / 2 * (np.sum(W * W) + np.sum(b * b))
        history[t] = data + penalty
        dU = E / Z
        dU[np.arange(N), y] -= 1.0
        dU = dU / N
        dW = X.T @ dU + alpha * W
        db = dU.sum(axis=0, keepdims=True) + alpha * b
        W = W - eta * dW
        b = b - eta * db
    return W, b, history


def cases(rng: np.random.Generator) -> list[Case]:
    def start(N, D, K, eta, alpha, steps):
        X, y, W, b, _ = linear(rng, N, D, K)
        return X, y, W, b, eta, alpha, steps

    return [
        Case("six steps", start(12, 4, 3, 0.5, 0.1, 6), weight=2),
        Case("one step", start(5, 3, 2, 0.5, 0.1, 1)),
        Case("no step", start(5, 3, 2, 0.5, 0.0, 0)),
    ]


# The rest of a step with the scores computed again, as in a loop that updates too early.
AGAIN = """
        U = X @ W + b
        E = np.exp(U - U.max(axis=1, keepdims=True))
        dU = E / E.sum(axis=1, keepdims=True)
        dU[np.arange(N), y] -= 1.0
        dU /= N"""

exercise = Code(
    title="A training loop that records the loss",
    slide="Training loss",
    prompt=PROMPT,
    conventions="G1 G2 G3 G4 G7",
    optional=True,
    needs=("linear_loss_grads", "decay_step"),
    reference=run_gd,
    returns=("W", "b", "history"),
    cases=cases,
    rubric=(
        Part("update", points=2, outputs=("W", "b")),
        Part("history", points=2),
        Part("start values unchanged", points=1, form=True),
    ),
    mistakes=(
        Mistake(
            "H3-ALIAS",
            "W and b are the caller's arrays, and -= changes them: W0 and b0 are not what they "
            "were.",
            ("W0.astype(float), b0.astype(float)", "W0, b0"),
            ("W = W - eta * dW", "W -= eta * dW"),
            ("b = b - eta * db", "b -= eta * db"),
        ),
        Mistake(
            "H3-AFTER",
            "Your history is one step ahead: history[t] is the loss before update t.",
            ("        history[t] = data + penalty\n", ""),
            (
                "b = b - eta * db",
                "b = b - eta * db\n"
                "        U = X @ W + b\n"
                "        data = (np.log(np.exp(U).sum(axis=1)) - U[np.arange(N), y]).mean()\n"
                "        history[t] = data + alpha / 2 * (np.sum(W * W) + np.sum(b * b))",
            ),
        ),
        Mistake(
            "H3-SEQ",
            "db is computed with the new W: compute both gradients first, then update.",
            (
                "        db = dU.sum(axis=0, keepdims=True) + alpha * b\n"
                "        W = W - eta * dW\n",
                "        W = W - eta * dW"
                + AGAIN
                + "\n        db = dU.sum(axis=0, keepdims=True) + alpha * b\n",
            ),
        ),
        Mistake(
            "H3-DATAONLY",
            "Your history holds the data loss only; the penalty belongs to the loss.",
            ("data + penalty", "data"),
        ),
        Mistake(
            "H1-SIGN",
            "Your loss grows: gradient descent subtracts the gradient.",
            ("W = W - eta * dW", "W = W + eta * dW"),
        ),
        Mistake(
            "H1-SIGN/both",
            "Your loss grows: gradient descent subtracts both gradients.",
            ("W = W - eta * dW", "W = W + eta * dW"),
            ("b = b - eta * db", "b = b + eta * db"),
        ),
        Mistake(
            "RG-NONE",
            "The gradients lack the part of the penalty.",
            ("X.T @ dU + alpha * W", "X.T @ dU"),
            ("keepdims=True) + alpha * b", "keepdims=True)"),
        ),
        Mistake(
            "RG-B-NONE",
            "db lacks the part of the penalty: b is penalised too.",
            ("keepdims=True) + alpha * b", "keepdims=True)"),
        ),
        Mistake(
            "NM-SUM",
            "Your steps are N times too long: the data loss is an average over the examples.",
            ("dU = dU / N", "dU = 1.0 * dU"),
        ),
        Mistake(
            "H3-LIST-END",
            "The loss after the last update is in your history too; it ends before that.",
            (
                "return W, b, history",
                "U = X @ W + b\n"
                "    data = (np.log(np.exp(U).sum(axis=1)) - U[np.arange(N), y]).mean()\n"
                "    last = data + alpha / 2 * (np.sum(W * W) + np.sum(b * b))\n"
                "    return W, b, np.append(history, last)",
            ),
        ),
        Mistake(
            "H3-MORE",
            "You take one step too many.",
            ("np.zeros(steps)", "np.zeros(steps + 1)"),
            ("range(steps)", "range(steps + 1)"),
        ),
        Mistake(
            "H3-NOB",
            "b never changes: it has a gradient too.",
            ("b = b - eta * db", "b = 1.0 * b"),
        ),
        Mistake(
            "H3-NOETA",
            "The learning rate does not enter your steps.",
            ("W - eta * dW", "W - dW"),
            ("b - eta * db", "b - db"),
        ),
        Mistake(
            "H3-OLD",
            "Every step uses the gradient at the start; it belongs to the parameters of that step.",
            ("U = X @ W + b", "U = X @ W0 + b0"),
        ),
        Mistake(
            "PEN-NOHALF",
            "The penalty in your history is twice too large: look at the factor before the sum.",
            ("alpha / 2", "alpha"),
        ),
        Mistake(
            "CE-SUM",
            "The data loss in your history is N times too large: it is an average.",
            ("S[np.arange(N), y]).mean()", "S[np.arange(N), y]).sum()"),
        ),
    ),
    hints=(
        "In every step: the loss first, then both gradients, then both updates.",
        "Copy W0 and b0 before the loop.",
        "`W = W - eta * dW` makes a new array; `W -= eta * dW` changes W0 if W is W0.",
    ),
)
