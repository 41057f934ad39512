"""Slides "Looking at an intermediate layer", "With nonlinear activation": one step backwards."""

from grader.core.exercise import Mistake
from grader.core.kinds import Field, Formula

PROMPT = r"""
One step of a one-dimensional chain is $z_{i+1} = w \cdot \sigma(z_i)$. The gradient behind it is
known. Write

- `G` for $\partial \ell / \partial z_{i+1}$,
- `o` for $\sigma(z_i)$,
- `d` for $\sigma'(z_i)$,
- `w` for the weight $w_i$.

Give

- (a) $\partial \ell / \partial w$,
- (b) $\partial \ell / \partial z_i$,
- (c) $\partial \ell / \partial z_i$ once more, now for the linear activation $\sigma(z) = z$
  (without `d`).
"""

DOMAIN = {"G": (-2, 2), "o": (0.1, 2), "w": (-2, 2), "d": (0.1, 0.9)}

NO_GRADIENT = "The gradient that arrives from behind does not enter."


def weight(G, o, w, d):
    return G * o


def before(G, o, w, d):
    return G * w * d


def linear(G, o, w, d):
    return G * w


exercise = Formula(
    title="The recursion step",
    slide="Looking at an intermediate layer, With nonlinear activation",
    prompt=PROMPT,
    conventions="G8",
    needs=("three_readings",),
    marks=3,
    fields=(
        Field(
            label=r"(a) $\partial \ell / \partial w$",
            reference=weight,
            domain=DOMAIN,
            also=("o*G",),
            mistakes=(
                Mistake(
                    "N2-D",
                    "The derivative of the activation belongs to the way back to z_i; what is w "
                    "multiplied by?",
                    ("G * o", "G * d"),
                ),
                Mistake(
                    "N2-W",
                    "This is the gradient with respect to σ(z_i); the question is about w.",
                    ("G * o", "G * w"),
                ),
                Mistake("N2-NOG", NO_GRADIENT, ("G * o", "o")),
                Mistake(
                    "N2-ODW",
                    "There is one factor too many: the way from z_{i+1} to w does not pass the "
                    "activation.",
                    ("G * o", "G * o * d"),
                ),
            ),
        ),
        Field(
            label=r"(b) $\partial \ell / \partial z_i$",
            reference=before,
            domain=DOMAIN,
            also=("w*d*G",),
            mistakes=(
                Mistake(
                    "AD-NONE",
                    "You stop at σ(z_i); the activation is still between it and z_i.",
                    ("G * w * d", "G * w"),
                ),
                Mistake(
                    "AD-SIGMA",
                    "You multiply by the value of the activation; the chain rule asks for its "
                    "derivative.",
                    ("G * w * d", "G * w * o"),
                ),
                Mistake(
                    "N2-NOW",
                    "The weight between z_{i+1} and σ(z_i) is missing.",
                    ("G * w * d", "G * d"),
                ),
                Mistake("N2-NOG", NO_GRADIENT, ("G * w * d", "w * d")),
                Mistake(
                    "N2-DIV",
                    "You divide by the weight: going back is not undoing, but the chain rule.",
                    ("G * w * d", "G * d / w"),
                ),
            ),
        ),
        Field(
            label=r"(c) the same for $\sigma(z) = z$",
            reference=linear,
            domain=DOMAIN,
            also=("w*G",),
            mistakes=(
                Mistake("N2-NOG", NO_GRADIENT, ("G * w", "w")),
                Mistake(
                    "N2-O",
                    "This is the gradient with respect to the weight; the question is about z_i.",
                    ("G * w", "G * o"),
                ),
                Mistake(
                    "N2-NOW",
                    "You pass the gradient on unchanged, but there is a weight on the way.",
                    ("G * w", "G"),
                ),
                Mistake(
                    "N2-SLOPE",
                    "Put in what d is for this activation.",
                    ("G * w", "G * w * d"),
                ),
                Mistake(
                    "AD-SIGMA",
                    "You multiply by the value of the activation; what is the derivative of "
                    "σ(z) = z?",
                    ("G * w", "G * w * o"),
                ),
            ),
        ),
    ),
    hints=(
        "There are two maps: multiplying by w, and the activation. Each has a local derivative.",
        r"$\partial z_{i+1} / \partial w = o$, $\partial z_{i+1} / \partial o = w$, "
        r"$\partial o / \partial z_i = d$",
        "Multiply `G` by the local derivatives along the way; the linear activation has slope 1.",
    ),
)
