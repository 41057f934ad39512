"""Slide "Compute gradient in numpy" (claim): the derivative of the loss with respect to a score."""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
One example with the cross-entropy loss $\ell = -\ln p_y$, where $p$ are the softmax probabilities
of the scores $u$ and $y$ is the true class.

Let `p` be the softmax probability of class k, and let `t` be 1 if k is the true class, 0 otherwise.
Give $\partial \ell / \partial u_k$ in terms of `p` and `t`.
"""


def derivative(p, t):
    return p - t


exercise = Formula(
    title="Derivative with respect to a score",
    slide="Compute gradient in numpy (claim)",
    prompt=PROMPT,
    conventions="G2 G3",
    needs=("digit_loss", "softmax"),
    marks=2,
    fields=(
        Field(
            label=r"$\partial \ell / \partial u_k$",
            reference=derivative,
            domain={"p": (0.05, 0.95), "t": frozenset({0.0, 1.0})},
            also=("-(t-p)", "p+(-1)*t"),
            mistakes=(
                Mistake(
                    "DL-SIGN",
                    "The sign is wrong: raising the score of a wrong class raises the loss.",
                    ("p - t", "t - p"),
                ),
                Mistake(
                    "DL-NOSUB",
                    "The true class is treated like the others; its own score lowers the loss.",
                    ("p - t", "p"),
                ),
                Mistake("DL-ONLYT", "Wrong classes receive a gradient too.", ("p - t", "-t")),
                Mistake(
                    "DL-SIGMOID",
                    "The factor p(1 − p) is already included: it cancels with the logarithm.",
                    ("p - t", "(p - t) * p * (1 - p)"),
                ),
                Mistake(
                    "DL-INVP",
                    "This is ∂ℓ/∂p. Continue with the chain rule to the score.",
                    ("p - t", "-t / p"),
                ),
                Mistake(
                    "DL-LOGP",
                    "The gradient contains the probability itself, not its logarithm.",
                    ("p - t", "np.log(p) - t"),
                ),
                Mistake(
                    "DL-TRUEONLY",
                    "For the wrong classes (t = 0) the derivative is not 0.",
                    ("p - t", "t * (p - 1)"),
                ),
                Mistake("DL-PLUS", "The indicator has the wrong sign.", ("p - t", "p + t")),
                Mistake(
                    "F1-JAC",
                    "This is ∂p_k/∂u_k; the question is about the loss.",
                    ("p - t", "p * (1 - p)"),
                ),
            ),
        ),
    ),
    hints=(
        r"Write $\ell = -u_y + \ln \sum_j e^{u_j}$.",
        r"The derivative of $\ln \sum_j e^{u_j}$ with respect to $u_k$ is $p_k$.",
        "The first part contributes −1, for the true class only.",
    ),
)
