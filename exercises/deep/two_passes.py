"""Slides "How backpropagation works", "Summary": one pass forward, one pass backward."""

from grader.core.kinds import Multi, Option

PROMPT = r"""
Select every true statement about backpropagation in a network of L layers.
"""

exercise = Multi(
    title="Two passes",
    slide="How backpropagation works, Summary",
    prompt=PROMPT,
    conventions="G8",
    needs=("backward",),
    marks=3,
    options=(
        Option(
            "The forward pass computes the input and the output of every layer.",
            True,
            "That is the first step of the lecture.",
        ),
        Option(
            "The backward pass goes from the last layer to the first.",
            True,
            "The gradient of a layer needs the gradient of the layer behind it.",
        ),
        Option(
            "All gradients of one batch need exactly one forward and one backward pass.",
            True,
            "Two passes in total, whatever the number of parameters.",
        ),
        Option(
            "Numerical differentiation (central differences) needs two evaluations of the loss "
            "for each parameter.",
            True,
            "Each parameter is moved up and down once; that is why it only serves for checking.",
        ),
        Option(
            "The backward pass needs the values $z_i$ and $o_i$ that the forward pass stored.",
            True,
            "dW_i needs o_{i−1}, and σ' is evaluated at z_i.",
        ),
        Option(
            "The backward pass may already use the updated weights of later layers.",
            False,
            "All gradients belong to the weights of the forward pass.",
        ),
        Option(
            "For cross-entropy instead of the squared loss the whole backward pass changes.",
            False,
            "Only the gradient at the output changes.",
        ),
        Option(
            "On the way back the weight matrices are inverted.",
            False,
            "They are transposed.",
        ),
    ),
    hints=(
        "Which stored values does each line of your `backward` use?",
        "What changes in your `output_grads` when the loss changes, and what in `backward`?",
        "Five statements are true.",
    ),
)
