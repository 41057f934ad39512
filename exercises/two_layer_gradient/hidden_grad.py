"""Slide "Gradient of the first layer": the chain rule, from the scores to the hidden output."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
The scores of the two-layer network are $U = H W_2 + \mathbf{1} b_2$. Write `hidden_grad(dU, W2)`
that takes $dU = \partial L / \partial U$ back to the hidden output: it returns
$dH = \partial L / \partial H$.

dU has shape (N, K), W2 (H, K), and dH has the shape of H, (N, H). The average over the examples is
already inside dU. The ReLU comes later; here the way goes through the second layer only. Leave dU
and W2 unchanged.
"""


def hidden_grad(dU, W2):
    """Return dH.  dU: (N, K), W2: (H, K); dH: (N, H)."""
    return dU @ W2.T


def cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case("seven examples", (rng.normal(size=(7, 3)), rng.normal(size=(6, 3))), weight=2),
        Case("as many units as classes", (rng.normal(size=(4, 4)), rng.normal(size=(4, 4))), 2),
        Case("one example", (rng.normal(size=(1, 2)), rng.normal(size=(5, 2)))),
    ]


exercise = Code(
    title="Back to the hidden layer",
    slide="Gradient of the first layer (chain rule)",
    prompt=PROMPT,
    conventions="G1 G6 G7",
    needs=("second_layer",),
    reference=hidden_grad,
    returns=("dH",),
    cases=cases,
    rubric=(Part("dH", points=2.5), Part("inputs unchanged", points=0.5, form=True)),
    mistakes=(
        Mistake(
            "DH-NOTRANS",
            "You multiply with W2 as in the forward pass; going back, units and classes change "
            "places.",
            ("W2.T", "W2"),
        ),
        Mistake(
            "DH-PINV",
            "You invert W2; the chain rule needs no inverse, only the weights themselves.",
            ("W2.T", "np.linalg.pinv(W2)"),
        ),
        Mistake(
            "DH-NOW2",
            "The weights W2 do not enter: each unit feeds each score with a weight of its own.",
            ("W2.T", "np.ones(W2.T.shape)"),
        ),
        Mistake(
            "J2-T",
            "Your dH is transposed: it has the shape of H.",
            ("W2.T", "W2.T).T"),
            ("return dU", "return (dU"),
        ),
        Mistake(
            "J2-MEAN",
            "You divide by N once more; the average is already inside dU.",
            ("dU @ W2.T", "dU @ W2.T / len(dU)"),
        ),
        Mistake(
            "J2-RELU",
            "Your dH is never negative, but a gradient may be: the mask of the ReLU comes in the "
            "next step, and it does not look at dH.",
            ("dU @ W2.T", "np.maximum(dU @ W2.T, 0)"),
        ),
    ),
    hints=(
        "Hidden unit j feeds every score $u_k$ with the weight W2[j, k].",
        "$\\partial L/\\partial h_j = \\sum_k \\partial L/\\partial u_k \\cdot W_2[j, k]$",
        "`dU @ W2.T`",
    ),
)
