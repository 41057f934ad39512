"""Slide "Gradient of the first layer": what happens to a ReLU unit that is never on?"""

from grader.core.kinds import Multi, Option

PROMPT = r"""
A hidden ReLU unit has a negative pre-activation for **every** training example. Look at the
gradient of the data loss; there is no penalty unless a statement names it.

Select all true statements.
"""

exercise = Multi(
    title="Dead units",
    slide="Gradient of the first layer",
    prompt=PROMPT,
    conventions="G1 G4 G5",
    optional=True,
    needs=("relu_backward",),
    marks=3,
    options=(
        Option("its column of dW1 is 0", True, "The mask is 0 for all examples."),
        Option("its row of dW2 is 0", True, "Its output h is 0 for all examples."),
        Option("its entry of db1 is 0", True, "db1 adds up masked gradients."),
        Option(
            "gradient descent on the data loss alone will never change its incoming weights while "
            "this holds",
            True,
            "A gradient of 0 gives no step.",
        ),
        Option(
            "with weight decay its weights still shrink",
            True,
            "The gradient of the penalty, alpha·w, does not pass through the ReLU.",
        ),
        Option(
            "the gradient of the loss with respect to its OUTPUT h must be 0",
            False,
            "dH = dU W2ᵀ can be non-zero; only the mask stops it.",
        ),
        Option("all other units are dead as well", False, "The mask acts on each unit separately."),
    ),
    hints=(
        "The mask of this unit is 0 for all examples, and so is its output.",
        "Which gradients contain the mask, and which contain h?",
        "Five statements are true.",
    ),
)
