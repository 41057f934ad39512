"""Capstone: which of the gradients agrees with the loss?  A check for the whole lecture."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code
from grader.core.run import Expression

PROMPT = r"""
Write `check_gradients(loss_fn, params, grads, h=1e-5)` that returns a dict: for every name in
`params` the relative error

$$\frac{\lVert n - g \rVert}{\max(\lVert n \rVert, \lVert g \rVert, 10^{-12})}$$

between the numerical gradient n of the loss with respect to `params[name]` and the gradient g to be
checked, `grads[name]`.

- `params` and `grads` are dicts of float arrays (of any shapes) under the same names. `loss_fn`
  takes such a dict and returns a number.
- n holds the central difference with the step h for every entry; all other entries of all
  parameters stay as they are.
- $\lVert \cdot \rVert$ is the root of the sum of the squares of all entries.

The arrays in `params` must be exactly as before when you are done.
"""


def check_gradients(loss_fn, params, grads, h=1e-5):
    """Return the relative errors by name.  loss_fn: maps a dict of arrays to a number."""
    errors = {}
    for name, W in params.items():
        num = np.zeros(W.shape)
        for i in np.ndindex(*W.shape):
            P, M = dict(params), dict(params)
            P[name] = W.copy()
            M[name] = W.copy()
            P[name][i] += h
            M[name][i] -= h
            num[i] = (loss_fn(P) - loss_fn(M)) / (2 * h)
        g = grads[name]
        size = max(np.linalg.norm(num), np.linalg.norm(g), 1e-12)
        errors[name] = float(np.linalg.norm(num - g) / size)
    return errors


CENTRAL = "central difference for every parameter"
BOTH = Expression("lambda p: float((p['W']**3).sum() + (p['b'] * p['W'][0]).sum())")
CUBES = Expression("lambda p: float((p['W']**3).sum())")
SQUARES = Expression("lambda p: float((p['W']**2).sum())")
CONSTANT = Expression("lambda p: 1.0")
ROW = Expression("lambda p: float(np.exp(p['b']).sum() + p['V'].sum()**2)")


def cases(rng: np.random.Generator) -> list[Case]:
    def pair(**shapes):
        """Parameters of these shapes, and gradients that have nothing to do with them."""
        return tuple(
            {name: rng.normal(size=shape) for name, shape in shapes.items()} for _ in range(2)
        )

    W, b = rng.normal(size=(3, 2)), rng.normal(size=2)
    right = {"W": 3 * W**2 + np.outer([1, 0, 0], b), "b": W[0]}
    off = {"W": 2 * W + np.outer([0, 0.1, 0], [0, 1])}
    slopes, relative = (CENTRAL,), ("relative error",)
    return [
        Case("two parameters", (BOTH, *pair(W=(3, 2), b=(2,))), 2, slopes),
        Case("other shapes", (ROW, *pair(b=(1, 3), V=(2, 2, 2))), 1, slopes),
        Case("h = 0.1", (CUBES, *pair(W=(2, 4)), 0.1), 1, slopes),
        Case("right gradients", (BOTH, {"W": W, "b": b}, right), 2, slopes, view=small),
        Case("one entry is off", (SQUARES, {"W": W}, off), 1, slopes, rtol=1e-4),
        Case("twice too large", (CUBES, {"W": W}, {"W": 6 * W**2}), 2, relative),
        Case("the wrong sign", (SQUARES, {"W": W}, {"W": -2 * W}), 1, relative),
        Case("both gradients are 0", (CONSTANT, {"W": W}, {"W": 0 * W}), 1, relative),
        Case("a loss that does not depend on W", (CONSTANT, {"W": W}, {"W": W}), 1, relative),
    ]


def small(errors):
    """Rounding leaves a little of the error of a right gradient."""
    return {name: error < 1e-7 for name, error in errors.items()}


DIFFERENCE = "(loss_fn(P) - loss_fn(M)) / (2 * h)"
SIZE = "max(np.linalg.norm(num), np.linalg.norm(g), 1e-12)"
ERROR = "np.linalg.norm(num - g) / size"

exercise = Code(
    title="Gradient checker",
    slide="Capstone: check the claims of the whole lecture",
    prompt=PROMPT,
    conventions="G6 G7",
    needs=("numerical_gradient",),
    reference=check_gradients,
    returns=("errors",),
    cases=cases,
    standard=(),
    rubric=(
        Part(CENTRAL, points=3),
        Part("relative error", points=2),
        Part("params unchanged", points=1, form=True),
    ),
    mistakes=(
        Mistake(
            "P1-ABS",
            "Your error is an absolute one, which says nothing about tiny gradients: divide by "
            "their size.",
            (ERROR, "np.linalg.norm(num - g)"),
        ),
        Mistake(
            "P1-FORWARD",
            "This is the one-sided difference; the central difference is far more accurate.",
            (DIFFERENCE, "(loss_fn(P) - loss_fn(params)) / h"),
        ),
        Mistake(
            "P1-2H",
            "Your slopes are twice too large: how far apart are the two points?",
            ("/ (2 * h)", "/ h"),
        ),
        Mistake(
            "P1-INPLACE",
            "Both points lie in one and the same array, the caller's: copy it before you change an "
            "entry.",
            ("P[name] = W.copy()", "P[name] = W"),
            ("M[name] = W.copy()", "M[name] = W"),
        ),
        Mistake(
            "P1-NORESTORE",
            "You change an entry of the caller's array and do not put it back.",
            (f"num[i] = {DIFFERENCE}", f"num[i] = {DIFFERENCE}\n            W[...] = M[name]"),
        ),
        Mistake(
            "P1-ALLATONCE",
            "You move all entries of a parameter together; change one entry at a time.",
            ("P[name][i] += h", "P[name] += h"),
            ("M[name][i] -= h", "M[name] -= h"),
        ),
        Mistake(
            "P1-NUM",
            "You divide by the size of the numerical gradient alone, which may be 0.",
            (SIZE, "np.linalg.norm(num)"),
        ),
        Mistake(
            "P1-GRAD",
            "You divide by the size of the gradient to be checked alone, which may be 0.",
            (SIZE, "np.linalg.norm(g)"),
        ),
        Mistake(
            "P1-SUM",
            "You divide by the sum of the two sizes; take the larger one.",
            (SIZE, "max(np.linalg.norm(num) + np.linalg.norm(g), 1e-12)"),
        ),
        Mistake(
            "P1-MEANREL",
            "Positive and negative differences cancel in a mean; take the norm of the difference.",
            (ERROR, "np.mean(num - g) / size"),
        ),
        Mistake(
            "P1-NORMS",
            "You compare the sizes of the two gradients, not their entries: a gradient with the "
            "wrong sign would pass.",
            (ERROR, "abs(np.linalg.norm(num) - np.linalg.norm(g)) / size"),
        ),
        Mistake(
            "P1-SQUARED",
            "Your sizes are sums of squares; the norm is the root of it.",
            (SIZE, "max(np.sum(num * num), np.sum(g * g), 1e-12)"),
            (ERROR, "np.sum((num - g) ** 2) / size"),
        ),
        Mistake(
            "P1-MAX",
            "You look for the largest error among the entries; the error of a parameter takes all "
            "its entries together.",
            (SIZE, "np.maximum(np.maximum(np.abs(num), np.abs(g)), 1e-12)"),
            (ERROR, "np.max(np.abs(num - g) / size)"),
        ),
        Mistake(
            "P1-FIXEDH",
            "You use a step of your own; use the h that is passed.",
            ("    errors = {}\n", "    errors, h = {}, 1e-5\n"),
        ),
        Mistake(
            "P1-FIRST",
            "You return after the first parameter: check the indentation of the return.",
            ("    return errors", "        return errors"),
        ),
    ),
    hints=(
        "One parameter array after the other, in it one entry after the other.",
        "Copy the array before you change an entry, and give loss_fn a dict with the copy in it.",
        "`np.linalg.norm(num - g) / max(np.linalg.norm(num), np.linalg.norm(g), 1e-12)`",
    ),
)
