"""Slide "Review: Matrix multiplication": which shape do the scores have?"""

from grader.core.exercise import Mistake
from grader.core.kinds import Shape

PROMPT = r"""
X is «N»×«D» (one example in each row), W is «D»×«K» and b is 1×«K». What is the shape of
$XW + \mathbf{1} b$, where b is added to every row of XW?

Give rows × columns, such as 7x4.
"""


def draw(rng):
    return {
        "N": int(rng.integers(20, 400)),
        "D": int(rng.integers(2, 9)),
        "K": int(rng.integers(10, 16)),
    }


def scores(N, D, K):
    return N, K


exercise = Shape(
    title="Shapes of the linear classifier",
    slide="Review: Matrix multiplication",
    prompt=PROMPT,
    conventions="G1",
    draw_parameters=draw,
    reference=scores,
    marks=2,
    mistakes=(
        Mistake(
            "C1-T",
            "Rows and columns are swapped: each example has its own row, as in X.",
            ("return N, K", "return K, N"),
        ),
        Mistake(
            "C1-INNER",
            "You kept the sizes that meet inside the product; these are summed over.",
            ("return N, K", "return D, D"),
        ),
        Mistake(
            "C1-ND",
            "This is the shape of X: from where does the product take its columns?",
            ("return N, K", "return N, D"),
        ),
        Mistake(
            "C1-DK",
            "This is the shape of W: from where does the product take its rows?",
            ("return N, K", "return D, K"),
        ),
        Mistake(
            "C1-BIAS",
            "You appended b as a row; it is added to each row that is there.",
            ("return N, K", "return N + 1, K"),
        ),
        Mistake(
            "C1-1K",
            "This is the shape of b: for how many examples are there scores?",
            ("return N, K", "return 1, K"),
        ),
    ),
    hints=(
        "Inner sizes must agree, outer sizes remain.",
        "(N×D)·(D×K)",
        "As many rows as X, as many columns as W.",
    ),
)
