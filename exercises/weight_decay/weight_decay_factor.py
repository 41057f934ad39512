"""Slide "Explaining weight decay": W − η·αW, written as one factor times W."""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
The penalty of a weight $w$ is $\frac{\alpha}{2} w^2$; its gradient is $\alpha w$. Look at the
penalty alone, without any data loss.

Gradient descent walks downhill: every step goes against the gradient, scaled by the learning rate
$\eta$. By what does **one** such step replace $w$? Give the new weight, written with `w`, `eta` and
`alpha`.
"""


def new_weight(w, eta, alpha):
    return (1 - eta * alpha) * w


exercise = Formula(
    title="Weight decay as a factor",
    slide="Explaining weight decay",
    prompt=PROMPT,
    conventions="G4",
    needs=("penalty_derivative",),
    marks=2,
    fields=(
        Field(
            label="The new $w$",
            reference=new_weight,
            domain={"w": (-3, 3), "eta": (0.01, 0.9), "alpha": (0.01, 0.9)},
            also=("w-eta*alpha*w", "w*(1-alpha*eta)", "w - eta alpha w"),
            mistakes=(
                Mistake(
                    "G1-SIGN",
                    "Your weight grows: gradient descent subtracts the gradient.",
                    ("(1 - eta * alpha) * w", "(1 + eta * alpha) * w"),
                ),
                Mistake(
                    "G1-GRAD",
                    "This is the length of the step; what is left of w after the step?",
                    ("(1 - eta * alpha) * w", "eta * alpha * w"),
                ),
                Mistake(
                    "G1-NEG",
                    "This is the change of w; add it to the old weight.",
                    ("(1 - eta * alpha) * w", "-eta * alpha * w"),
                ),
                Mistake(
                    "G1-2",
                    "Your step is twice too long: what is the gradient of (alpha/2)·w²?",
                    ("(1 - eta * alpha) * w", "(1 - 2 * eta * alpha) * w"),
                ),
                Mistake(
                    "G1-NOETA",
                    "The learning rate is missing from your step, which it scales.",
                    ("(1 - eta * alpha) * w", "(1 - alpha) * w"),
                ),
                Mistake(
                    "G1-NOALPHA",
                    "The strength alpha is missing from your step: it is part of the gradient.",
                    ("(1 - eta * alpha) * w", "(1 - eta) * w"),
                ),
                Mistake(
                    "G1-EXP",
                    "This is close for small eta·alpha, but one step is exact and needs no exp.",
                    ("(1 - eta * alpha) * w", "w * np.exp(-eta * alpha)"),
                ),
            ),
        ),
    ),
    hints=(
        "new weight = old weight − learning rate · gradient",
        "The gradient of the penalty is $\\alpha w$.",
        "$w - \\eta \\cdot \\alpha w$; you may factor out $w$.",
    ),
)
