"""Slide "Loss function (Compute in numpy)": cross-entropy plus penalty of the linear classifier."""

import numpy as np

from exercises.arguments import linear
from exercises.views import difference
from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code

PROMPT = r"""
Write `linear_loss(X, y, W, b, alpha)`: the training loss of the linear classifier, one number.

It has two parts, which are added:

- the data loss: the **average** over the N examples of $-\ln p_y$, where $p_y$ is the softmax
  probability of the true class, computed from the scores $U = XW + \mathbf{1}b$;
- the penalty $\frac{\alpha}{2} \left( \sum W^2 + \sum b^2 \right)$, over all entries of W **and**
  of b. It is not divided by N.

X has shape (N, D), W (D, K), b (1, K); the labels y are integers $0, …, K-1$ in an array of
shape (N,). The loss must stay finite and accurate for scores of ±1000. Your `cross_entropy` may
help.
"""


def linear_loss(X, y, W, b, alpha):
    """Return the loss, a number.  X: (N, D), y: (N,), W: (D, K), b: (1, K), alpha: a number."""
    U = X @ W + b
    S = U - U.max(axis=1, keepdims=True)
    logp = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    data = -logp[np.arange(len(y)), y].mean()
    squares = np.sum(W * W) + np.sum(b * b)
    penalty = 0.5 * alpha * squares
    return float(data + penalty)


def cases(rng: np.random.Generator) -> list[Case]:
    def penalty_alone(name, X, y, W, b, alpha):
        return Case(
            name,
            (X, y, W, b, alpha),
            lines=("penalty",),
            view=difference,
            more=((X, y, W, b, 0.0),),
        )

    whole, data, stable = ("whole loss",), ("data loss",), ("large scores",)
    X, y, W, b, _ = linear(rng, 6, 3, 3, scale=600.0)
    sure = (X @ W + b).argmax(axis=1)
    return [
        Case("seven examples", linear(rng, 7, 4, 3), lines=whole),
        Case("no penalty", linear(rng, 6, 2, 5, alpha=0.0), 2, data),
        Case("one example, no penalty", linear(rng, 1, 3, 2, alpha=0.0), 1, data),
        Case("one class absent, no penalty", linear(rng, 5, 4, 4, 0.0, absent=True), 1, data),
        penalty_alone("penalty alone", *linear(rng, 7, 4, 3, alpha=0.37)),
        penalty_alone("strong penalty alone", *linear(rng, 5, 4, 4, alpha=1.7)),
        Case("scores near ±1000", (X, y, W, b, 0.0), 2, stable),
        Case("scores near ±1000, each example right", (X, sure, W, b, 0.0), 1, stable),
    ]


LOGP = "S - np.log(np.exp(S).sum(axis=1, keepdims=True))"
SQUARES = "np.sum(W * W) + np.sum(b * b)"
PICKED = "-logp[np.arange(len(y)), y].mean()"

exercise = Code(
    title="Training loss of the linear classifier",
    slide="Loss function (Compute in numpy)",
    prompt=PROMPT,
    conventions="G1 G2 G3 G4 G7",
    needs=("cross_entropy", "penalty_derivative"),
    reference=linear_loss,
    returns=("loss",),
    cases=cases,
    rubric=(
        Part("data loss", points=1.5),
        Part("penalty", points=1.5),
        Part("whole loss", points=0.5),
        Part("large scores", points=1),
        Part("inputs unchanged", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "PEN-NONE",
            "The penalty is missing: your loss does not change with alpha.",
            ("data + penalty", "data"),
        ),
        Mistake(
            "PEN-NOHALF",
            "Your penalty is twice too large: look at the factor in front of the sum.",
            ("0.5 * alpha", "alpha"),
        ),
        Mistake(
            "PEN-NOB",
            "Your penalty contains W only; in this course the biases are penalised too.",
            (" + np.sum(b * b)", ""),
        ),
        Mistake(
            "PEN-OVERN",
            "Your penalty is divided by N; only the data loss is an average.",
            ("0.5 * alpha", "0.5 / len(y) * alpha"),
        ),
        Mistake(
            "PEN-NORM",
            "Your penalty uses the norm, with its square root; it should be the sum of squares.",
            (SQUARES, "np.linalg.norm(W) + np.linalg.norm(b)"),
        ),
        Mistake(
            "PEN-NOALPHA",
            "The strength alpha is missing from your penalty.",
            ("0.5 * alpha", "0.5"),
        ),
        Mistake(
            "PEN-MEAN",
            "Your penalty averages the squared entries; it should add them up.",
            (SQUARES, "np.mean(W * W) + np.mean(b * b)"),
        ),
        Mistake(
            "CE-SUM",
            "Your data loss is N times too large: you add up the examples instead of averaging.",
            (".mean()", ".sum()"),
        ),
        Mistake(
            "PEN-INSIDE",
            "You add the penalty once for every example, and nothing is averaged: only the data "
            "loss runs over the examples.",
            (PICKED, "-logp[np.arange(len(y)), y].sum()"),
            ("data + penalty", "data + len(y) * penalty"),
        ),
        Mistake("FW-NOBIAS", "The bias is missing from your scores.", ("X @ W + b", "X @ W")),
        Mistake(
            "PEN-SIGN",
            "You subtract the penalty; large weights should make the loss larger.",
            ("data + penalty", "data - penalty"),
        ),
        Mistake(
            "PEN-ABS",
            "You add absolute values (an ℓ1 penalty); the ℓ2 penalty adds squares.",
            (SQUARES, "np.sum(abs(W)) + np.sum(abs(b))"),
        ),
        Mistake(
            "CE-SIGN",
            "Your data loss is negative; a cross-entropy never is. Look at its sign.",
            ("-logp", "logp"),
        ),
        Mistake(
            "CE-LOG10",
            "Your data loss is in another base: use the natural logarithm.",
            (PICKED, PICKED + " / np.log(10)"),
        ),
        Mistake(
            "CE-LABEL1",
            "You read the labels one column too early; label 0 is the first column.",
            ("y].mean", "y - 1].mean"),
        ),
        Mistake(
            "CE-MEANALL",
            "Your data loss is K times too small: only one entry for each example counts.",
            (".mean()", ".sum() / U.size"),
        ),
        Mistake(
            "CE-FANCY",
            "[:, y] picks N columns for every example; pick one entry for each example.",
            ("logp[np.arange(len(y)), y]", "logp[:, y]"),
        ),
        Mistake(
            "CE-LOG0",
            "Where the probability of the true class is rounded to 0 its logarithm is infinite: "
            "compute the logarithm without the probability.",
            (LOGP, "np.log(np.exp(S) / np.exp(S).sum(axis=1, keepdims=True))"),
        ),
        Mistake(
            "SM-UNSTABLE",
            "exp overflows for large scores: shift each row before you exponentiate.",
            ("S = U - U.max(axis=1, keepdims=True)", "S = U"),
        ),
        Mistake(
            "SM-UNSTABLE/nan",
            "exp overflows for large scores: shift each row before you exponentiate.",
            ("S = U - U.max(axis=1, keepdims=True)", "S = U"),
            (LOGP, "np.log(np.exp(S) / np.exp(S).sum(axis=1, keepdims=True))"),
        ),
    ),
    hints=(
        "Two parts: the averaged data loss, and the penalty, which is not averaged.",
        "The data loss is your cross_entropy of the scores $XW + b$.",
        "`cross_entropy(X @ W + b, y) + 0.5 * alpha * (np.sum(W * W) + np.sum(b * b))`",
    ),
)
