"""Slide "Use nonlinear classifiers": W₁ ∈ ℝ^(D×H), b₁ ∈ ℝ^H, and the second layer?"""

from grader.core.exercise import Mistake
from grader.core.kinds import Shape

PROMPT = r"""
A two-layer network $U = \sigma(X W_1 + \mathbf{1} b_1) W_2 + \mathbf{1} b_2$ has input dimension
D = «D», H = «H» hidden units and K = «K» classes. X holds N = «N» examples, one in each row.

What is the shape of W2? Give rows × columns.
"""


def draw(rng):
    return {
        "N": int(rng.integers(40, 300)),
        "D": int(rng.integers(2, 6)),
        "H": int(rng.integers(16, 39)),
        "K": int(rng.integers(7, 14)),
    }


def second_weights(N, D, H, K):
    return H, K


exercise = Shape(
    title="Shapes in the two-layer network",
    slide="Use nonlinear classifiers",
    prompt=PROMPT,
    conventions="G1",
    needs=("score_shapes",),
    draw_parameters=draw,
    reference=second_weights,
    marks=2,
    mistakes=(
        Mistake(
            "DW-T",
            "Rows and columns are swapped: in XW + b a weight matrix has one row for each input "
            "of its layer.",
            ("return H, K", "return K, H"),
        ),
        Mistake("I3-W1", "This is the shape of W1.", ("return H, K", "return D, H")),
        Mistake(
            "I3-DK",
            "The second layer does not see the input of the network: what does it see?",
            ("return H, K", "return D, K"),
        ),
        Mistake(
            "I3-NH",
            "Weights do not depend on how many examples there are; this is the hidden output.",
            ("return H, K", "return N, H"),
        ),
        Mistake("I3-NK", "This is the shape of the scores.", ("return H, K", "return N, K")),
        Mistake("I3-B", "This is the shape of b2.", ("return H, K", "return 1, K")),
    ),
    hints=(
        "A weight matrix has the shape inputs × outputs of its own layer.",
        "The second layer turns the numbers of the hidden layer into the scores of one example.",
        "It has H rows.",
    ),
)
