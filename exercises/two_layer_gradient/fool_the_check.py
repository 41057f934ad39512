"""Slide "Gradient of the first layer": what does a check with b = 0 and alpha = 0 not see?"""

from exercises.planted import OUTPUTS, PLANTED, network
from grader.core.exercise import Mistake
from grader.core.inputs import Given
from grader.core.kinds import Break, Unseen

PROMPT = r"""
This program should return the loss (average cross-entropy plus penalty) and all gradients of the
two-layer network. **One line was changed**, and now it is wrong.

```python
«code»
```

A colleague tests such programs against the right one, but sets all biases and alpha to 0 first, as
many do. Find an input with b1, b2 and alpha different from 0 such that

- the results differ from the right ones (1 point), and
- with b1 = 0, b2 = 0, alpha = 0 and everything else unchanged **no** result differs: your
  colleague's check is fooled (3 points).

Every size is at least 1, y holds labels from 0 to K − 1, b1 and b2 need one entry that is not 0,
and alpha is above 0. Write the input as this one, on which nothing differs either way:

`«example»`
"""

FAMILIAR = ("MK-NONE", "MK-DH", "IN-Z", "DB2-MEAN", "MK-DBLATE")

BELOW = {
    "X": [[1]],
    "y": [0],
    "W1": [[1]],
    "b1": [[-2]],
    "W2": [[1, 2]],
    "b2": [[1, 0]],
    "alpha": 1,
}
BALANCED = {**BELOW, "X": [[0], [0]], "y": [0, 1], "b2": [[1, -1]]}

exercise = Break(
    title="Fool the gradient check",
    slide="Gradient of the first layer",
    prompt=PROMPT,
    conventions="G1 G3 G4 G5",
    optional=True,
    needs=("two_layer_loss_grads", "find_the_mistake"),
    reference=network,
    returns=OUTPUTS,
    takes=(
        Given("X", ("N", "D")),
        Given("y", ("N",), below="K"),
        Given("W1", ("D", "H")),
        Given("b1", ("1", "H"), nonzero=True),
        Given("W2", ("H", "K")),
        Given("b2", ("1", "K"), nonzero=True),
        Given("alpha", positive=True),
    ),
    marks=1,
    demand=Unseen(points=3, zeroed=("b1", "b2", "alpha")),
    example={**BELOW, "b1": [[1]], "W2": [[1, 1]]},
    mistakes=(
        *(mistake for mistake in PLANTED if mistake.id in FAMILIAR),
        Mistake(
            "MK-NOB1",
            "The mask leaves b1 out, so it is that of another pre-activation.",
            ("(Z1 > 0)", "(X @ W1 > 0)"),
        ),
        Mistake(
            "RG-W1-OVERN",
            "In dW1 the penalty is divided by N; only the data loss is an average.",
            (" + alpha * W1", " + alpha / N * W1"),
        ),
    ),
    answers={
        **dict.fromkeys(("MK-NONE", "MK-DH", "IN-Z", "MK-DBLATE", "MK-NOB1"), BELOW),
        **dict.fromkeys(("DB2-MEAN", "RG-W1-OVERN"), BALANCED),
    },
    hints=(
        "Which lines of the program see b1, b2 and alpha, and what becomes of them at 0?",
        "A bias can switch a unit on or off. X = 0 and labels that are balanced make many "
        "gradients 0 when the biases are 0.",
        "One input, one unit, two classes and one or two examples are enough: choose numbers such "
        "that Z1 changes its sign, or such that dU adds up to 0, when the biases go.",
    ),
)
