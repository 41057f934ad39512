"""Slide "Compute gradient in numpy": facts that check a gradient at no cost."""

from grader.core.kinds import Multi, Option

PROMPT = r"""
Which statements hold for the **average** cross-entropy of the linear classifier
$U = XW + \mathbf{1}b$ without penalty ($\alpha = 0$)? Here $dU = \partial L / \partial U$,
$dW = \partial L / \partial W$ and $db = \partial L / \partial b$; N is the number of examples, K
the number of classes.
"""

exercise = Multi(
    title="Checks that cost nothing",
    slide="Compute gradient in numpy (derived facts)",
    prompt=PROMPT,
    conventions="G1 G3",
    optional=True,
    needs=("dscores", "affine_grads"),
    marks=3,
    options=(
        Option("every row of dU adds to 0", True, "Σ_k p_k = 1 = Σ_k 1[y = k]."),
        Option("every row of dW adds to 0", True, "dW = Xᵀ dU, and the rows of dU add to 0."),
        Option(
            "every column of dW adds to 0", False, "This would need a relation between the inputs."
        ),
        Option(
            "the K entries of db add to 0", True, "They are column sums of dU, whose rows add to 0."
        ),
        Option(
            "if all scores are equal, dU has $-(1-1/K)/N$ at the true class and $1/(KN)$ elsewhere",
            True,
            "All p_k = 1/K.",
        ),
        Option(
            "the gradient is 0 as soon as every example is classified correctly",
            False,
            "It only tends to 0 when the probabilities of the true classes tend to 1.",
        ),
        Option(
            "duplicating every example (2N rows) leaves loss, dW and db unchanged",
            True,
            "Averages do not change. This reveals a missing 1/N.",
        ),
    ),
    hints=(
        "Add p − one-hot over the classes.",
        "Xᵀ dU: its row sums are Xᵀ times the row sums of dU.",
        "Five statements hold.",
    ),
)
