"""The two-layer network with one wrong line: which line is it, and which outputs does it spoil?"""

import functools

import numpy as np

from exercises.arguments import two_layer
from grader.core.edits import edited, edited_source, source_of
from grader.core.exercise import Mistake

OUTPUTS = ("loss", "dW1", "db1", "dW2", "db2")


# The comments tell a student who picks a right line what it computes.
def network(X, y, W1, b1, W2, b2, alpha):
    N = len(y)
    Z1 = X @ W1 + b1  # the pre-activations of the hidden layer
    H = np.maximum(Z1, 0)  # the ReLU
    U = H @ W2 + b2  # the scores, without activation
    E = np.exp(U - U.max(axis=1, keepdims=True))  # exponentials that cannot overflow
    P = E / E.sum(axis=1, keepdims=True)  # the probabilities; each row adds up to 1
    penalty = sum(np.sum(t * t) for t in (W1, b1, W2, b2))  # the squares of all four parameters
    loss = -np.log(P[np.arange(N), y]).mean() + alpha / 2 * penalty  # the average, and the penalty
    Y = np.zeros(P.shape)
    Y[np.arange(N), y] = 1  # the one-hot labels, a single 1 in each row
    dU = (P - Y) / N  # the gradient with respect to the scores, 1/N inside
    dW2 = H.T @ dU + alpha * W2  # the second layer, whose input is H, and its penalty
    db2 = dU.sum(axis=0, keepdims=True) + alpha * b2  # the sum over the examples, and the penalty
    dH = dU @ W2.T  # the gradient with respect to the hidden output
    dZ1 = dH * (Z1 > 0)  # the way back through the ReLU
    dW1 = X.T @ dZ1 + alpha * W1  # the first layer, whose input is X, and its penalty
    db1 = dZ1.sum(axis=0, keepdims=True) + alpha * b1  # the sum over the examples, and the penalty
    return loss, dW1, db1, dW2, db2


PLANTED = (
    Mistake(
        "MK-NONE",
        "The derivative of the ReLU is missing: only units that were on pass the gradient.",
        ("dH * (Z1 > 0)", "dH"),
    ),
    Mistake(
        "MK-DH",
        "The mask looks at the sign of the gradient; it must look at Z1.",
        ("(Z1 > 0)", "(dH > 0)"),
    ),
    Mistake(
        "DH-DW2",
        "The gradient goes back through the weights W2, not through their gradient dW2.",
        ("dU @ W2.T", "dU @ dW2.T"),
    ),
    Mistake(
        "IN-Z",
        "The input of the second layer is the hidden output H, not the pre-activation Z1.",
        ("H.T @ dU", "Z1.T @ dU"),
    ),
    Mistake(
        "NM-SUM",
        "The loss is an average, so its gradient must be divided by N.",
        ("(P - Y) / N", "P - Y"),
    ),
    Mistake(
        "DB2-MEAN",
        "1/N is already inside dU, so the examples must be added up, not averaged again.",
        ("dU.sum(", "dU.mean("),
    ),
    Mistake(
        "RG-b1-NONE",
        "b1 is penalised too: its gradient lacks alpha·b1.",
        (" + alpha * b1", ""),
    ),
    Mistake(
        "DL-FANCY",
        "[:, y] fills whole columns; each row needs one single 1.",
        ("Y[np.arange(N), y]", "Y[:, y]"),
    ),
    Mistake(
        "SM-AXIS0",
        "The probabilities of one example must add up to 1: sum along its row, not its column.",
        ("E.sum(axis=1", "E.sum(axis=0"),
    ),
    Mistake(
        "DL-AFTER",
        "Only P is divided by N; the whole difference must be.",
        ("(P - Y) / N", "P / N - Y"),
    ),
    Mistake(
        "MK-DBLATE",
        "db1 adds up the gradient before the ReLU; it needs the one behind it, dZ1.",
        ("dZ1.sum(", "dH.sum("),
    ),
    Mistake(
        "DH-NOTRANS",
        "W2 must be transposed on the way back; only H = K hides it.",
        ("dU @ W2.T", "dU @ W2"),
    ),
)


def lines_of(source):
    """The lines of a program without their comments."""
    return [line.split("  #")[0] for line in source.splitlines()]


RIGHT = lines_of(source_of(network))
COMMENTS = [line.partition("  # ")[2] for line in source_of(network).splitlines()]


def wrong_lines(mistake):
    """The lines of the program with this mistake in it."""
    return lines_of(edited_source(source_of(network), mistake.edits))


def wrong_line(mistake):
    """The number of the line that the mistake changes, from 1."""
    changed = [a != b for a, b in zip(RIGHT, wrong_lines(mistake), strict=True)]
    return changed.index(True) + 1


@functools.cache
def affected(mistake):
    """The outputs that differ from the right ones, found by running both programs."""
    arguments = two_layer(np.random.default_rng(0), 7, 3, 4, 4)
    results = network(*arguments), edited(network, mistake.edits)(*arguments)
    pairs = zip(OUTPUTS, *results, strict=True)
    return frozenset(name for name, right, wrong in pairs if not np.allclose(right, wrong))
