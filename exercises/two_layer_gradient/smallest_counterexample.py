"""Slide "Gradient of the first layer": the smallest input on which a wrong gradient is wrong."""

from grader.core.exercise import Mistake
from grader.core.inputs import Given
from grader.core.kinds import Break, Smallest

PROMPT = r"""
This program should take the gradient dU with respect to the scores back to the first layer, whose
pre-activations are Z1. **One line was changed**, and now it is wrong. In the right program the
derivative of the ReLU is 0 at 0, and $1/N$ is already inside dU.

```python
«code»
```

Find the **smallest** input on which its results differ from the right ones: as few numbers as
possible in X, Z1, W2 and dU together. Every size is at least 1, and an input on which the program
stops with an error does not count. A larger input on which the results differ earns half of the
points.

Write it as this one, which has 6 numbers and on which the right program returns the same:

`«example»`
"""


def hidden_grads(X, Z1, W2, dU):
    """Return (dW1, db1).  X: (N, D), Z1: (N, H), W2: (H, K), dU: (N, K)."""
    dH = dU @ W2.T
    dZ1 = dH * (Z1 > 0)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0, keepdims=True)
    return dW1, db1


exercise = Break(
    title="The smallest counterexample",
    slide="Gradient of the first layer (chain rule)",
    prompt=PROMPT,
    conventions="G1 G2",
    optional=True,
    needs=("relu_backward", "hidden_grad"),
    reference=hidden_grads,
    returns=("dW1", "db1"),
    takes=(
        Given("X", ("N", "D")),
        Given("Z1", ("N", "H")),
        Given("W2", ("H", "K")),
        Given("dU", ("N", "K")),
    ),
    marks=2,
    demand=Smallest(points=2),
    example={"X": [[2, -1, 3]], "Z1": [[1]], "W2": [[2]], "dU": [[1]]},
    mistakes=(
        Mistake(
            "MK-GE",
            "Where Z1 is exactly 0 the gradient is passed on, but the derivative there is 0.",
            ("(Z1 > 0)", "(Z1 >= 0)"),
        ),
        Mistake(
            "MK-BOTH",
            "Negative gradients are dropped too; only the sign of Z1 counts.",
            ("(Z1 > 0)", "(Z1 > 0) * (dH > 0)"),
        ),
        Mistake(
            "MK-ROWS",
            "All units of an example are switched on and off together, by the sum of their Z1, but "
            "each unit has its own mask. It takes two units to see this.",
            ("(Z1 > 0)", "(Z1.sum(axis=1, keepdims=True) > 0)"),
        ),
        Mistake(
            "DB-AXIS1",
            "db1 adds up over the units instead of over the examples. It takes two of one of them "
            "to see this, and a second unit costs fewer numbers than a second example.",
            ("axis=0", "axis=1"),
        ),
        Mistake(
            "MK-FIRST",
            "Every example is masked as the first one is. It takes two examples to see this.",
            ("(Z1 > 0)", "(Z1[:1] > 0)"),
        ),
        Mistake(
            "DB-MEAN",
            "db1 averages over the examples, but 1/N is already inside dU. It takes two examples "
            "to see this.",
            ("dZ1.sum(", "dZ1.mean("),
        ),
        Mistake(
            "DH-NOTRANS",
            "W2 is not transposed. Only with as many units as classes the program goes through, "
            "and with one of each nothing shows: it takes two and two.",
            ("dU @ W2.T", "dU @ W2"),
        ),
    ),
    answers={
        "MK-GE": {"X": [[1]], "Z1": [[0]], "W2": [[1]], "dU": [[1]]},
        "MK-BOTH": {"X": [[1]], "Z1": [[1]], "W2": [[1]], "dU": [[-1]]},
        "MK-ROWS": {"X": [[1]], "Z1": [[2, -1]], "W2": [[1], [1]], "dU": [[1]]},
        "DB-AXIS1": {"X": [[1]], "Z1": [[1, 1]], "W2": [[1], [1]], "dU": [[1]]},
        "MK-FIRST": {"X": [[1], [1]], "Z1": [[1], [-1]], "W2": [[1]], "dU": [[1], [1]]},
        "DB-MEAN": {"X": [[1], [1]], "Z1": [[1], [1]], "W2": [[1]], "dU": [[1], [1]]},
        "DH-NOTRANS": {"X": [[1]], "Z1": [[1, 1]], "W2": [[1, 2], [3, 4]], "dU": [[1, 0]]},
    },
    hints=(
        "First find any input that breaks the program; then leave out what it does not need.",
        "Try every size with 1. If that cannot work, which single size must be 2?",
        "Count: $ND + NH + HK + NK$ numbers. A second input, unit, class or example costs a "
        "different number of them each.",
    ),
)
