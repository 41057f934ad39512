"""Slide "Forward pass in the two-layer neural network": u = σ(XW₁ + 1·b₁)W₂ + 1·b₂."""

import numpy as np

from exercises.arguments import two_layer, two_layer_kink
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `forward2(X, W1, b1, W2, b2)` that returns `(U, Z1, H)`, everything that the backward pass
will need:

- $Z_1 = X W_1 + \mathbf{1} b_1$, the pre-activations of the hidden layer, shape (N, H);
- $H = \max(Z_1, 0)$, entry by entry: the ReLU;
- $U = H W_2 + \mathbf{1} b_2$, the scores, shape (N, K). There is no activation on the scores.

X has shape (N, D), W1 (D, H), b1 (1, H), W2 (H, K), b2 (1, K); in a shape, H is the number of
hidden units. Z1 is returned as it was before the ReLU. Leave all inputs unchanged.
"""


def forward2(X, W1, b1, W2, b2):
    """Return (U, Z1, H).  X: (N, D), W1: (D, H), b1: (1, H), W2: (H, K), b2: (1, K)."""
    Z1 = X @ W1 + b1
    H = np.maximum(Z1, 0.0)
    U = H @ W2 + b2
    return U, Z1, H


def cases(rng: np.random.Generator) -> list[Case]:
    def inputs(X, y, W1, b1, W2, b2, alpha):
        return X, W1, b1, W2, b2

    return [
        Case("seven examples", inputs(*two_layer(rng, 7, 4, 6, 3)), weight=2),
        Case("one example", inputs(*two_layer(rng, 1, 2, 5, 2))),
        Case("square", inputs(*two_layer(rng, 4, 4, 4, 4))),
        Case("pre-activations exactly 0", inputs(*two_layer_kink())),
    ]


exercise = Code(
    title="Forward pass of the two-layer network",
    slide="Forward pass in the two-layer neural network",
    prompt=PROMPT,
    conventions="G1 G7",
    needs=("linear_scores", "relu_pair"),
    reference=forward2,
    returns=("U", "Z1", "H"),
    cases=cases,
    rubric=(
        Part("Z1", points=1),
        Part("H", points=1),
        Part("U", points=1.5),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "FW-ACTOUT",
            "Your scores are never negative: the output layer has no activation.",
            ("U = H @ W2 + b2", "U = np.maximum(H @ W2 + b2, 0)"),
        ),
        Mistake(
            "FW-NOACT",
            "The hidden layer has no activation: H still has negative entries.",
            ("np.maximum(Z1, 0.0)", "Z1"),
        ),
        Mistake(
            "I2-OVERWRITE",
            "Your Z1 is H, for the ReLU has overwritten it: return Z1 as it was before.",
            ("np.maximum(Z1, 0.0)", "np.maximum(Z1, 0.0, out=Z1)"),
        ),
        Mistake("FW-NOB1", "b1 is missing from the hidden layer.", ("X @ W1 + b1", "X @ W1")),
        Mistake("FW-NOB2", "b2 is missing from the scores.", ("H @ W2 + b2", "H @ W2")),
        Mistake(
            "I2-BIASAFTER",
            "You add b1 after the ReLU; it belongs to the pre-activations.",
            ("np.maximum(Z1, 0.0)", "np.maximum(X @ W1, 0.0) + b1"),
        ),
        Mistake(
            "FW-NOHIDDEN",
            "Your scores are computed from Z1; the second layer sees what the ReLU lets through.",
            ("H @ W2", "Z1 @ W2"),
        ),
        Mistake(
            "I2-ORDER",
            "Z1 and H change places in what you return.",
            ("return U, Z1, H", "return U, H, Z1"),
        ),
        Mistake(
            "I2-FORWARD-ORDER",
            "You return the arrays as they are computed; the scores U come first here.",
            ("return U, Z1, H", "return Z1, H, U"),
        ),
    ),
    hints=(
        "Two affine maps with a ReLU in between.",
        "Keep Z1: np.maximum returns a new array.",
        "`U = H @ W2 + b2`, without ReLU",
    ),
)
