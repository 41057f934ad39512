"""Slide "The backward pass" (setup): the shape of a gradient inside an L-layer network."""

from grader.core.exercise import Mistake
from grader.core.kinds import Shape

PROMPT = r"""
A network in book form, $Z_i = O_{i-1} W_i + \mathbf{1} b_i$ and $O_i = \sigma_i(Z_i)$, has the
layer widths «d0» → «d1» → «d2» → «d3»: «d0» inputs, then three layers. It gets a batch of «N»
examples, one in each row.

What is the shape of $\partial L / \partial Z_2$? Give rows × columns.
"""


def draw(rng):
    widths = rng.choice(range(3, 30), 4, replace=False)
    names = ("d0", "d1", "d2", "d3")
    drawn = {name: int(width) for name, width in zip(names, widths, strict=True)}
    return {"N": int(rng.integers(40, 90)), **drawn}


def shape(N, d0, d1, d2, d3):
    return (N, d2)


exercise = Shape(
    title="Shapes in the L-layer network",
    slide="The backward pass (setup)",
    prompt=PROMPT,
    conventions="G1 G6 G8",
    needs=("two_layer_shapes", "three_readings"),
    draw_parameters=draw,
    reference=shape,
    marks=2,
    mistakes=(
        Mistake(
            "O1-W",
            "This is the shape of W_2; a gradient has the shape of what it belongs to.",
            ("return (N, d2)", "return (d1, d2)"),
        ),
        Mistake(
            "O1-IN",
            "This is as wide as what goes into layer 2; Z_2 is what comes out of the product.",
            ("return (N, d2)", "return (N, d1)"),
        ),
        Mistake(
            "O1-OUT",
            "This is as wide as the output of the network; the gradient has been taken back to "
            "layer 2.",
            ("return (N, d2)", "return (N, d3)"),
        ),
        Mistake(
            "O1-X",
            "This is the shape of the input X; the gradient has not come back that far.",
            ("return (N, d2)", "return (N, d0)"),
        ),
        Mistake(
            "DW-T",
            "Rows and columns are swapped: what stands in a row of the batch?",
            ("return (N, d2)", "return (d2, N)"),
        ),
        Mistake(
            "O1-B",
            "This is the shape of b_2, which all examples share; Z_2 is not shared.",
            ("return (N, d2)", "return (1, d2)"),
        ),
        Mistake(
            "O1-WN",
            "This is the shape of W_3; a gradient has the shape of what it belongs to.",
            ("return (N, d2)", "return (d2, d3)"),
        ),
    ),
    hints=(
        "A gradient has the shape of what it belongs to.",
        "$Z_2 = O_1 W_2 + \\mathbf{1} b_2$",
        "One row for each example, one column for each unit of layer 2.",
    ),
)
