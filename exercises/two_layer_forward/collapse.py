"""Slide "Use nonlinear classifiers": without an activation two layers are one."""

import numpy as np

from exercises.arguments import two_layer
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Leave out the activation, and the two-layer network

$$U = (X W_1 + \mathbf{1} b_1) W_2 + \mathbf{1} b_2$$

is no more than one linear classifier. Write `collapse(W1, b1, W2, b2)` that returns its `(W, b)`:
$X W + \mathbf{1} b$ must equal U for **every** X.

W1 has shape (D, H), b1 (1, H), W2 (H, K), b2 (1, K); your W has shape (D, K) and b (1, K).
Leave the inputs unchanged.
"""


def collapse(W1, b1, W2, b2):
    """Return (W, b).  W1: (D, H), b1: (1, H), W2: (H, K), b2: (1, K); W: (D, K), b: (1, K)."""
    W = W1 @ W2
    b = b1 @ W2 + b2
    return W, b


def cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case("sizes all different", two_layer(rng, 7, 4, 6, 3)[2:6], weight=2),
        Case("square", two_layer(rng, 7, 3, 3, 3)[2:6]),
        Case("one hidden unit", two_layer(rng, 7, 2, 1, 5)[2:6]),
    ]


exercise = Code(
    title="Why a nonlinearity?",
    slide="Use nonlinear classifiers (activation function)",
    prompt=PROMPT,
    conventions="G1 G7",
    optional=True,
    needs=("forward2",),
    reference=collapse,
    returns=("W", "b"),
    cases=cases,
    rubric=(
        Part("W", points=1.5),
        Part("b", points=2),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "I5-B1",
            "You add b1 as it is; it passes through the second layer on its way to U.",
            ("b1 @ W2 + b2", "b1 + b2"),
        ),
        Mistake(
            "I5-NOB1",
            "b1 is lost; multiply the formula of U out, and see where b1 ends up.",
            ("b1 @ W2 + b2", "b2 * 1.0"),
        ),
        Mistake("I5-NOB2", "b2 is lost.", ("b1 @ W2 + b2", "b1 @ W2")),
        Mistake(
            "I5-ORDER",
            "The matrices are multiplied in the wrong order: X meets W1 first.",
            ("W1 @ W2", "W2 @ W1"),
        ),
        Mistake("I5-T", "Your W is transposed.", ("W1 @ W2", "(W1 @ W2).T")),
        Mistake(
            "I5-ELEM",
            "* multiplies entry by entry; here matrices follow each other.",
            ("W1 @ W2", "W1 * W2"),
        ),
        Mistake(
            "I5-BORDER",
            "The part of b1 is multiplied once too often.",
            ("b1 @ W2 + b2", "b2 + b1 @ W2 @ np.ones((W2.shape[1], W2.shape[1]))"),
        ),
    ),
    hints=(
        "Multiply the formula of U out.",
        "$(X W_1) W_2 = X (W_1 W_2)$",
        "$b = b_1 W_2 + b_2$",
    ),
)
