"""Slide "Explaining weight decay": how fast does a weight without data gradient shrink?"""

from grader.core.exercise import Mistake
from grader.core.kinds import Numeric

PROMPT = r"""
A weight starts at «w0». The gradient of its data loss is 0 in every step, so only the penalty
$\frac{\alpha}{2} w^2$ acts on it.

With learning rate $\eta$ = «eta» and $\alpha$ = «alpha», what is the weight after «n» steps of
gradient descent?
"""


def draw(rng):
    w0 = float(rng.choice([-4, -3, -2.5, 2, 3, 5]))
    eta = float(rng.choice([0.2, 0.3, 0.4, 0.5]))
    alpha = float(rng.choice([0.2, 0.3, 0.4, 0.5]))
    return {"w0": w0, "eta": eta, "alpha": alpha, "n": int(rng.integers(3, 8))}


def weight(w0, eta, alpha, n):
    return w0 * (1 - eta * alpha) ** n


exercise = Numeric(
    title="How fast do weights decay?",
    slide="Explaining weight decay",
    prompt=PROMPT,
    conventions="G4",
    optional=True,
    needs=("weight_decay_factor",),
    draw_parameters=draw,
    reference=weight,
    marks=2,
    mistakes=(
        Mistake(
            "G2-LINEAR",
            "You subtract the same amount in every step; each step takes its share of a weight "
            "that is already smaller.",
            ("(1 - eta * alpha) ** n", "(1 - n * eta * alpha)"),
        ),
        Mistake("G2-ONCE", "This is the weight after one step.", (" ** n", "")),
        Mistake(
            "G1-2",
            "Your steps are twice too long: what is the gradient of (alpha/2)·w²?",
            ("eta * alpha", "2 * eta * alpha"),
        ),
        Mistake(
            "G1-SIGN",
            "Your weight grows; weight decay makes it shrink.",
            ("1 - eta * alpha", "1 + eta * alpha"),
        ),
        Mistake("G2-N1", "You are one step short: count the steps again.", ("** n", "** (n - 1)")),
        Mistake("G1-NOETA", "The learning rate is missing.", ("eta * alpha", "alpha")),
        Mistake(
            "G2-POWONLY",
            "This is by how much the weight shrinks; start from the weight that is given.",
            ("w0 * (1", "(1"),
        ),
    ),
    hints=(
        "Each step multiplies the weight by the same factor.",
        "The factor of one step is $1 - \\eta\\alpha$.",
        "$w_0 \\cdot (1 - \\eta\\alpha)^n$",
    ),
)
