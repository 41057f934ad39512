"""Slide "Compute gradient in numpy" (chain rule): on which input is a wrong gradient wrong?"""

from exercises.linear_gradient.affine_grads import affine_grads
from grader.core.exercise import Mistake
from grader.core.inputs import Given
from grader.core.kinds import Break

PROMPT = r"""
This program should return the gradients dW and db of a layer. **One line was changed**, and now it
is wrong; the right program adds up the contributions of all examples, with $1/N$ already inside dZ.

```python
«code»
```

On some inputs the mistake does not show. On this one the right program returns the same:

`«example»`

Find an input on which the results differ, and write it in the same way. Every size is at least 1;
A and dZ have one row for each of the N examples. An input on which the program stops with an error
does not count.
"""

GENERAL = {"A": [[1, 2], [3, 5]], "dZ": [[2, 0, 1], [1, 4, 1]]}

exercise = Break(
    title="Break the bias gradient",
    slide="Compute gradient in numpy (chain rule)",
    prompt=PROMPT,
    conventions="G1 G2",
    optional=True,
    needs=("affine_grads",),
    reference=affine_grads,
    returns=("dW", "db"),
    takes=(Given("A", ("N", "m")), Given("dZ", ("N", "r"))),
    marks=3,
    example={"A": [[1]], "dZ": [[3]]},
    mistakes=(
        Mistake(
            "DB-MEAN",
            "db is the mean over the examples instead of the sum; with N = 1 they are the same.",
            ("dZ.sum(", "dZ.mean("),
        ),
        Mistake(
            "DB-AXIS1",
            "db adds up along the rows, over the outputs, instead of over the examples.",
            ("axis=0", "axis=1"),
        ),
        Mistake(
            "DB-FROMDW",
            "db adds up the rows of dW, but A has no part in db; only where every row of A adds "
            "up to 1 this is the same.",
            ("dZ.sum(", "dW.sum("),
        ),
        Mistake(
            "DB-LAST",
            "db is taken from the last example alone, as if each example overwrote the one before.",
            ("dZ.sum(axis=0, keepdims=True)", "dZ[-1:]"),
        ),
        Mistake(
            "DB-NM-K",
            "db is divided by the number of outputs; with one output this does not show.",
            ("keepdims=True)", "keepdims=True) / dZ.shape[1]"),
        ),
        Mistake(
            "DB-ABS",
            "db adds up absolute values; with no negative number in dZ this does not show.",
            ("dZ.sum(", "abs(dZ).sum("),
        ),
    ),
    answers={
        **dict.fromkeys(("DB-MEAN", "DB-AXIS1", "DB-FROMDW", "DB-LAST", "DB-NM-K"), GENERAL),
        "DB-ABS": {"A": [[1]], "dZ": [[-3]]},
    },
    hints=(
        "The example has one row, one column, and no negative number. What else may an input have?",
        "Work out db by hand for two examples and three outputs, then follow the program.",
        "Two rows, different numbers everywhere and both signs break most wrong programs.",
    ),
)
