"""Slide "How backpropagation works" (two passes over the network): what a gradient costs."""

from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Numeric

PROMPT = r"""
A batch of N = «N» examples passes through a network of two layers with the widths
«d0» → «d1» → «d2»: $Z_1 = X W_1 + \mathbf{1} b_1$, $O_1 = \sigma(Z_1)$,
$Z_2 = O_1 W_2 + \mathbf{1} b_2$.

Count the multiplications in matrix products only; biases, activations and the loss do not count.
How many does one gradient need, forward pass and backward pass together? The backward pass computes
$dW_1$, $dW_2$ and $\partial L / \partial O_1$, but not $\partial L / \partial X$.
"""


def draw(rng):
    d0, d1, d2 = (int(width) for width in rng.choice(range(3, 20), 3, replace=False))
    return {"N": int(rng.integers(2, 9)) * 10, "d0": d0, "d1": d1, "d2": d2}


def products(N, d0, d1, d2):
    first, second = N * d0 * d1, N * d1 * d2
    forward = first + second
    backward = first + 2 * second
    return forward + backward


exercise = Numeric(
    title="Cost of a gradient",
    slide="How backpropagation works (two passes over the network)",
    prompt=PROMPT,
    conventions="G1 G8",
    optional=True,
    needs=("two_passes",),
    draw_parameters=draw,
    reference=products,
    marks=2,
    tolerance=Tolerance(0.0, 0.4),
    mistakes=(
        Mistake(
            "O7-FWD",
            "This is the forward pass alone.",
            ("forward + backward", "forward"),
        ),
        Mistake(
            "O7-BWD",
            "This is the backward pass alone.",
            ("forward + backward", "backward"),
        ),
        Mistake(
            "O7-3X",
            "You count a product too many: which gradient is not needed in the first layer?",
            ("first + 2 * second", "2 * first + 2 * second"),
        ),
        Mistake(
            "O7-2X",
            "A product of the backward pass is missing: what must the second layer hand back?",
            ("first + 2 * second", "first + second"),
        ),
        Mistake(
            "O7-NON",
            "You count for one example; the batch has more.",
            ("first, second = N * d0 * d1, N * d1 * d2", "first, second = d0 * d1, d1 * d2"),
        ),
        Mistake(
            "O7-ADDS",
            "You count additions too; the question is about multiplications.",
            ("return forward + backward", "return 2 * (forward + backward)"),
        ),
    ),
    hints=(
        "Multiplying an N×a array by an a×b array takes N·a·b multiplications.",
        "Which matrix products are there? Two forward; go through the three results of the "
        "backward pass.",
        "$dW_2$ and $\\partial L / \\partial O_1$ cost as much as the second layer forward, $dW_1$ "
        "as much as the first.",
    ),
)
