"""Slide "Compute gradient in numpy" (chain rule): from dZ to dW and db."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
In $Z = AW + \mathbf{1}b$ the row b is added to every row. You are given
$dZ = \partial \ell / \partial Z$ of shape $(N, r)$; $A$ has shape $(N, m)$. Write
`affine_grads(A, dZ)` that returns `(dW, db)`, the gradients $\partial \ell / \partial W$ of shape
$(m, r)$ and $\partial \ell / \partial b$ of shape $(1, r)$.

The average over the examples is already taken: $1/N$ is inside $dZ$. The same function will serve
every layer. Return new arrays and leave A and dZ unchanged.
"""


def affine_grads(A, dZ):
    """Return (dW, db).  A: (N, m), dZ: (N, r); dW: (m, r), db: (1, r)."""
    dW = A.T @ dZ
    db = dZ.sum(axis=0, keepdims=True)
    return dW, db


def cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case("seven examples", (rng.normal(size=(7, 4)), rng.normal(size=(7, 3))), weight=2),
        Case("one example", (rng.normal(size=(1, 4)), rng.normal(size=(1, 2)))),
        Case("square", (rng.normal(size=(4, 4)), rng.normal(size=(4, 4)))),
        Case("one input, one output", (rng.normal(size=(5, 1)), rng.normal(size=(5, 1)))),
    ]


exercise = Code(
    title="From dU to dW and db",
    slide="Compute gradient in numpy (chain rule)",
    prompt=PROMPT,
    conventions="G6 G7",
    reference=affine_grads,
    returns=("dW", "db"),
    cases=cases,
    rubric=(
        Part("dW", points=1.5),
        Part("db", points=1),
        Part("shape of db, inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "DB-MEAN",
            "db is N times too small: 1/N is already inside dZ, and you average once more.",
            ("dZ.sum(", "dZ.mean("),
        ),
        Mistake(
            "DB-AXIS1",
            "In db you sum over the wrong axis: it has one entry for each column of Z.",
            ("axis=0", "axis=1"),
        ),
        Mistake(
            "DB-SHAPE",
            "db must be a row of shape (1, r), like b: keep the axis when you sum.",
            (", keepdims=True", ""),
        ),
        Mistake(
            "DB-NOSUM",
            "b is shared by all examples: add up the rows of dZ.",
            ("dZ.sum(axis=0, keepdims=True)", "dZ.copy()"),
        ),
        Mistake(
            "DW-T",
            "dW is transposed: it has the shape of W, (m, r).",
            ("A.T @ dZ", "dZ.T @ A"),
        ),
        Mistake(
            "DW-NOXT",
            "dW adds up over the examples: the sizes that meet inside your product must both be N.",
            ("A.T @ dZ", "A @ dZ"),
        ),
        Mistake(
            "DW-ELEM",
            "* multiplies element by element; dW is a matrix product.",
            ("A.T @ dZ", "A.T * dZ"),
        ),
        Mistake(
            "NM-AGAIN",
            "You divide by N again; 1/N is already inside dZ.",
            ("A.T @ dZ", "A.T @ dZ / len(A)"),
            ("keepdims=True)", "keepdims=True) / len(A)"),
        ),
        Mistake(
            "DB-FROMDW",
            "db does not contain A: it adds up dZ over the examples, not the rows of dW.",
            ("dZ.sum(", "dW.sum("),
        ),
        Mistake("ORDER", "Return dW first, then db.", ("return dW, db", "return db, dW")),
        Mistake(
            "DW-LAST",
            "Only the last example enters dW: does every round of a loop undo the rounds before?",
            ("A.T @ dZ", "A[-1:].T @ dZ[-1:]"),
        ),
        Mistake(
            "DB-LAST",
            "Only the last example enters db: does every round of a loop undo the rounds before?",
            ("dZ.sum(axis=0, keepdims=True)", "dZ[-1:]"),
        ),
        Mistake(
            "LAST",
            "Only the last example enters dW and db: does every round of a loop undo the rounds "
            "before?",
            ("A.T @ dZ", "A[-1:].T @ dZ[-1:]"),
            ("dZ.sum(axis=0, keepdims=True)", "dZ[-1:]"),
        ),
        Mistake(
            "DB-COLUMN",
            "db is a column; it must be a row of shape (1, r), like b.",
            ("return dW, db", "return dW, db.T"),
        ),
        Mistake(
            "DB-TOTAL",
            "db adds up the columns too; it has one entry for each column of Z.",
            ("dZ.sum(axis=0, keepdims=True)", "dZ.sum()"),
        ),
    ),
    hints=(
        "Every example contributes one outer product $x_i^\\top dz_i$ to dW.",
        "`A.T @ dZ` adds the contributions of all examples up.",
        "`db = dZ.sum(axis=0, keepdims=True)`",
    ),
)
