"""Slide "With nonlinear activation" (∂z_{i+1}/∂z_i = w_i σ'(z_i)): what many factors come to."""

from grader.core.compare import Tolerance
from grader.core.exercise import Mistake
from grader.core.kinds import Numeric

PROMPT = r"""
In a one-dimensional chain of sigmoid units, $z_{i+1} = w \, \sigma(z_i)$, all weights are
w = «w». The derivative $\sigma'$ is at most 1/4.

A gradient travels back through n = «n» such layers, from $\partial \ell / \partial z_{i+n}$ to
$\partial \ell / \partial z_i$. What is the largest possible factor by which it is multiplied on
the way?
"""


def draw(rng):
    w = float(rng.choice([0.5, 0.6, 0.8, 1.2, 1.5, 2.0, 2.4, 2.5, 3.0, 3.2]))
    return {"w": w, "n": int(rng.integers(3, 11))}


def factor(w, n):
    return (w / 4) ** n


exercise = Numeric(
    title="Vanishing gradients",
    slide="With nonlinear activation (∂z_{i+1}/∂z_i = w_i σ'(z_i))",
    prompt=PROMPT,
    conventions="G8",
    optional=True,
    needs=("recursion_step",),
    draw_parameters=draw,
    reference=factor,
    marks=2,
    # The factor may be as small as 1e-9: only the relative part counts.
    tolerance=Tolerance(0.01, 1e-12),
    mistakes=(
        Mistake(
            "N5-NOW",
            "Only the activations are in your factor; each layer has a weight too.",
            ("w / 4", "1 / 4"),
        ),
        Mistake(
            "N5-LINEAR",
            "You add up what the layers contribute; along a path the local derivatives do "
            "something else.",
            ("(w / 4) ** n", "n * w / 4"),
        ),
        Mistake(
            "N5-ONLYW",
            "Only the weights are in your factor; each layer has an activation too.",
            ("w / 4", "w"),
        ),
        Mistake(
            "N5-W1",
            "The weight occurs only once in your factor; count how often the gradient meets one.",
            ("(w / 4) ** n", "w / 4**n"),
        ),
        Mistake("N5-N1", "You are one layer short: count them again.", ("** n", "** (n - 1)")),
        Mistake(
            "N5-HALF",
            "1/2 is the value of the sigmoid at 0, not its largest slope.",
            ("w / 4", "w / 2"),
        ),
    ),
    hints=(
        "By which factor does one layer multiply the gradient?",
        r"$w \, \sigma'(z_i)$ in each layer; put the largest possible slope in.",
        "The factors of the layers multiply: n of them, all the same.",
    ),
)
