"""Slide "Forward pass" ("store intermediate input, output"): every value of L layers, kept."""

import numpy as np

from exercises.activations import ACTIVATION
from exercises.arguments import layers
from exercises.slips.layers import AFFINE, FORWARD, HIDDEN_ONLY
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `forward(X, Ws, bs, act)` that takes a batch through a network of L layers and keeps
everything that the backward pass will need. It returns `(Zs, Os)`, two lists of length L + 1:

- `Os[0]` is X, and `Zs[0]` is `None`;
- `Zs[i]` is $Z_i = O_{i-1} W_i + \mathbf{1} b_i$ for $i = 1, …, L$;
- `Os[i]` is $O_i = \sigma(Z_i)$ for the hidden layers, $i < L$;
- `Os[L]` is $Z_L$: the output layer is linear.

X has shape (N, d) with one example in each row. Ws and bs are lists of length L, so that $W_i$ is
`Ws[i - 1]` and $b_i$, a row, is `bs[i - 1]`. act is `'relu'`, `'tanh'` or `'sigmoid'`.

`Zs` holds the values before the activation, `Os` those after it. Leave the inputs unchanged.
"""


def forward(X, Ws, bs, act):
    """Return (Zs, Os), two lists of length L + 1.

    X: (N, D), Ws: list of L matrices, bs: list of L rows, act: 'relu', 'tanh' or 'sigmoid'.
    """
    f = ACTIVATION[act]
    L = len(Ws)
    Zs, Os = [None], [X]
    for W, b in zip(Ws, bs, strict=True):
        Zs.append(Os[-1] @ W + b)
        Os.append(f(Zs[-1]) if len(Os) < L else Zs[-1])
    return Zs, Os


def cases(rng: np.random.Generator) -> list[Case]:
    def network(N, widths, act):
        X, _, Ws, bs, _ = layers(rng, N, widths)
        return X, Ws, bs, act

    def output(name, *arguments):
        return Case(
            f"the output, {name}",
            network(*arguments),
            lines=("linear output",),
            view=lambda stored: stored[1][-1],
        )

    return [
        Case("tanh, three layers", network(6, (4, 5, 7, 3), "tanh"), 2),
        Case("square, ReLU", network(4, (4, 4, 4, 4), "relu")),
        Case("sigmoid, four layers", network(3, (2, 6, 5, 4, 7), "sigmoid")),
        Case("one layer, one example", network(1, (2, 3), "relu")),
        output("two layers", 5, (3, 4, 2), "relu"),
        output("one layer", 5, (3, 2), "tanh"),
        Case(
            "Zs has negative entries before a ReLU",
            network(6, (3, 5, 4), "relu"),
            lines=("nothing overwritten",),
            view=lambda stored: np.any(stored[0][1] < 0),
        ),
    ]


EMPTY, RETURNED = "Zs, Os = [None], [X]", "return Zs, Os"

exercise = Code(
    title="Forward pass with memory",
    slide="Forward pass, Summary (store intermediate input, output)",
    prompt=PROMPT,
    conventions="G1 G7 G8",
    needs=("forward2", "three_readings"),
    reference=forward,
    returns=("Zs", "Os"),
    cases=cases,
    rubric=(
        Part("Zs", points=1.5),
        Part("Os", points=1.5),
        Part("linear output", points=1),
        Part("nothing overwritten", points=1, form=True),
    ),
    mistakes=(
        *FORWARD,
        Mistake(
            "FW-NOACT",
            "No layer has an activation; the hidden ones should.",
            (HIDDEN_ONLY, "Zs[-1]"),
        ),
        Mistake(
            "O2-RELU",
            "Your hidden layers have a ReLU whatever act says.",
            ("ACTIVATION[act]", 'ACTIVATION["relu"]'),
        ),
        Mistake(
            "O2-TANH",
            "Your hidden layers have a tanh whatever act says.",
            ("ACTIVATION[act]", 'ACTIVATION["tanh"]'),
        ),
        Mistake(
            "O2-Z",
            "A layer gets the values before the activation of the last one; it should get those "
            "behind it.",
            (AFFINE, "(Zs[-1] if len(Zs) > 1 else X) @ W + b"),
        ),
        Mistake(
            "O2-OVERWRITE",
            "Your Zs hold what comes out of the activation: it has overwritten what went in, which "
            "the backward pass needs.",
            (RETURNED, f"Zs = [None, *Os[1:]]\n    {RETURNED}"),
        ),
        Mistake(
            "O2-ONLYLAST",
            "You keep the values of the last layer only; the backward pass needs those of every "
            "layer.",
            (RETURNED, "return [None] + [Zs[-1]] * L, [X] + [Os[-1]] * L"),
        ),
        Mistake(
            "O2-NONE",
            "Zs is one entry too short: its first entry is there to make Zs[i] belong to layer i.",
            (RETURNED, "return Zs[1:], Os"),
        ),
        Mistake(
            "O2-ORDER",
            "Zs and Os change places in what you return.",
            (RETURNED, "return Os, Zs"),
        ),
        Mistake(
            "O2-ALIAS",
            "b += … (or -=) changes the caller's biases; make a new array.",
            (EMPTY, f"{EMPTY}\n    for b in bs:\n        b += 0.5"),
            (AFFINE, "Os[-1] @ W + b - 0.5"),
        ),
    ),
    hints=(
        "Begin with `Zs, Os = [None], [X]` and append in a loop over the layers.",
        "Each layer starts from the last entry of Os; which layer has no activation?",
        "`Zs.append(Os[-1] @ W + b)`, then append to Os what the activation makes of `Zs[-1]`, or "
        "`Zs[-1]` itself in the last layer.",
    ),
)
