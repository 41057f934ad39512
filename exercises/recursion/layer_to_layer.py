"""Slide "Summary: The backward pass": the gradients of one layer from those of the next."""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
The summary says: write $\partial \ell / \partial w_i$ and $\partial \ell / \partial b_i$ based on
layer $i + 1$. Do it for one-dimensional layers in **book form**, $z_i = w_i o_{i-1} + b_i$ and
$o_i = \sigma(z_i)$, for one example and without penalty. Write

- `B` for $\partial \ell / \partial b_{i+1}$,
- `v` for the weight $w_{i+1}$,
- `d` for $\sigma'(z_i)$,
- `o` for $o_{i-1}$.

Give (a) $\partial \ell / \partial b_i$ and (b) $\partial \ell / \partial w_i$.

(The gradient of the bias is the one to build on: $\partial \ell / \partial w_{i+1}$ alone tells
nothing when $o_i = 0$.)
"""

DOMAIN = {"B": (-2, 2), "v": (-2, 2), "d": (0.1, 0.9), "o": (0.1, 2)}

NO_SLOPE = "You stop at o_i; the activation is still between it and z_i."
NO_WEIGHT = "The weight between layer i and layer i + 1 is missing."
NO_GRADIENT = "The gradient that is known from layer i + 1 does not enter."


def bias(B, v, d, o):
    return B * v * d


def weight(B, v, d, o):
    return B * v * d * o


exercise = Formula(
    title="From one layer to the one before",
    slide="Summary: The backward pass",
    prompt=PROMPT,
    conventions="G8",
    optional=True,
    needs=("recursion_step",),
    marks=3,
    fields=(
        Field(
            label=r"(a) $\partial \ell / \partial b_i$",
            reference=bias,
            domain=DOMAIN,
            also=("d*v*B",),
            mistakes=(
                Mistake("AD-NONE", NO_SLOPE, ("B * v * d", "B * v")),
                Mistake("N2-NOW", NO_WEIGHT, ("B * v * d", "B * d")),
                Mistake(
                    "N6-O",
                    "This is the gradient of the weight; the bias does not meet the input of the "
                    "layer.",
                    ("B * v * d", "B * v * d * o"),
                ),
                Mistake(
                    "N6-ONE",
                    "This is still the gradient of the bias of layer i + 1; take it back to "
                    "layer i.",
                    ("B * v * d", "B"),
                ),
                Mistake("N6-NOB", NO_GRADIENT, ("B * v * d", "v * d")),
            ),
        ),
        Field(
            label=r"(b) $\partial \ell / \partial w_i$",
            reference=weight,
            domain=DOMAIN,
            also=("o*d*v*B",),
            mistakes=(
                Mistake("AD-NONE", NO_SLOPE, ("B * v * d * o", "B * v * o")),
                Mistake(
                    "N6-NOO",
                    "This is the gradient of the bias; what is the weight multiplied by?",
                    ("B * v * d * o", "B * v * d"),
                ),
                Mistake("N2-NOW", NO_WEIGHT, ("B * v * d * o", "B * d * o")),
                Mistake("N6-NOB", NO_GRADIENT, ("B * v * d * o", "v * d * o")),
                Mistake(
                    "N6-ONE",
                    "You start from layer i + 1 and never go back to layer i.",
                    ("B * v * d * o", "B * o"),
                ),
            ),
        ),
    ),
    hints=(
        r"How does $z_{i+1}$ depend on $b_{i+1}$? So $\partial \ell / \partial b_{i+1}$ is also "
        "the gradient of something else.",
        r"It equals $\partial \ell / \partial z_{i+1}$. Take it back to $z_i$, through the weight "
        "and the activation.",
        r"$\partial \ell / \partial w_i = \partial \ell / \partial z_i \cdot o_{i-1}$, and the "
        r"bias has the factor 1.",
    ),
)
