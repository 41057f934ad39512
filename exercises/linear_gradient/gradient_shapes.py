"""Slide "Compute gradient in numpy" (∂u/∂W = Xᵀ): the shape of a gradient."""

from grader.core.exercise import Mistake
from grader.core.kinds import Shape

PROMPT = r"""
X is «N»×«D», there are «K» classes, and $dU = \partial L / \partial U$ is «N»×«K».
What is the shape of $dW = X^\top dU$? Give rows × columns.
"""


def draw(rng):
    N = int(rng.integers(20, 300))
    D = int(rng.integers(2, 9))
    return {"N": N, "D": D, "K": int(rng.integers(10, 16))}


def shape(N, D, K):
    return (D, K)


exercise = Shape(
    title="Shapes of the gradients",
    slide="Compute gradient in numpy (∂u/∂W = Xᵀ)",
    prompt=PROMPT,
    conventions="G1 G6",
    needs=("score_shapes",),
    draw_parameters=draw,
    reference=shape,
    marks=2,
    mistakes=(
        Mistake(
            "DW-T",
            "Rows and columns are swapped: a gradient has the shape of its parameter.",
            ("return (D, K)", "return (K, D)"),
        ),
        Mistake(
            "C1-NK",
            "The N examples are summed over, so N disappears.",
            ("return (D, K)", "return (N, K)"),
        ),
        Mistake(
            "F5-ND",
            "N must disappear: dW adds up the contributions of all examples.",
            ("return (D, K)", "return (N, D)"),
        ),
        Mistake(
            "F5-DN", "That is the shape of Xᵀ; multiply by dU.", ("return (D, K)", "return (D, N)")
        ),
        Mistake("F5-1K", "That is the shape of db.", ("return (D, K)", "return (1, K)")),
    ),
    hints=(
        "A gradient always has the shape of its parameter.",
        "(D×N)·(N×K)",
        "The inner N cancels.",
    ),
)
