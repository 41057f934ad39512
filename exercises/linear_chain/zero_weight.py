"""Slide "Multi-layer linear network": which derivatives does a weight of 0 take along?"""

from grader.core.kinds import Multi, Option

PROMPT = r"""
In $\ell = (w_3 w_2 w_1 x - y)^2$ let $w_2 = 0$, and let all the other numbers be different from 0:
$w_1$, $w_3$, $x$ and $y$ (unless a statement says otherwise). A gradient step has a positive
learning rate.

Select all true statements.
"""

exercise = Multi(
    title="When a weight is zero",
    slide="Multi-layer linear network (claims)",
    prompt=PROMPT,
    conventions="G9",
    optional=True,
    needs=("three_layer_claims",),
    marks=3,
    options=(
        Option("∂ℓ/∂w2 ≠ 0", True, "It contains w3·w1·x and the residual −y, but not w2."),
        Option("∂ℓ/∂w1 = 0", True, "It contains the factor w2."),
        Option("∂ℓ/∂w3 = 0", True, "It contains the factor w2."),
        Option(
            "if w2 and w3 are both 0, all three derivatives are 0",
            True,
            "Each product of two of the weights then contains at least one zero.",
        ),
        Option(
            "one gradient step changes all three weights",
            False,
            "Only w2 changes: the other two derivatives are 0.",
        ),
        Option(
            "∂ℓ/∂w2 can be computed as (2·residual·w3w2w1x)/w2",
            False,
            "This divides 0 by 0.",
        ),
    ),
    hints=(
        "Each derivative contains the product of the two OTHER weights.",
        "Which of the three products contain w2?",
        "Four statements are true.",
    ),
)
