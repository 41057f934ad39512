"""Slide "Review: Initialization": every entry of W is drawn from a standard Gaussian."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Code
from grader.core.run import Seeded

PROMPT = r"""
Write `init_linear(D, K, rng)` that returns `(W, b)`, the parameters with which training starts:

- W of shape (D, K): independent entries from the standard normal distribution (mean 0, variance
  1), drawn from the numpy Generator `rng` that you are given;
- b of shape (1, K), filled with zeros.

Since your numbers are random they are judged by their statistics: mean, variance, shape of the
distribution, independence. A generator with the same seed must give the same W again, one with
another seed another W: use `rng`, not `np.random` itself.
"""


def init_linear(D, K, rng):
    """Return (W, b).  rng: a numpy Generator; W: (D, K), standard normal, b: (1, K), zeros."""
    W = rng.standard_normal((D, K))
    b = np.zeros((1, K))
    return W, b


D, K = 200, 150
LIMIT = 5  # standard errors: a right W is refused about once in a million


def is_small(value, error):
    return bool(abs(value) < LIMIT * error)


def has_mean_zero(result):
    return is_small(result[0].mean(), 1 / np.sqrt(D * K))


def has_variance_one(result):
    return is_small(result[0].var() - 1, np.sqrt(2 / (D * K)))


def is_normal(result):
    tails, skewness = (abs(result[0]) > 1.96).mean() - 0.05, (result[0] ** 3).mean()
    return is_small(tails, np.sqrt(0.05 * 0.95 / (D * K))) and is_small(
        skewness, np.sqrt(15 / (D * K))
    )


def is_independent(result):
    W = result[0]
    rows, columns = (W[1:] * W[:-1]).mean(), (W[:, 1:] * W[:, :-1]).mean()
    return is_small(rows, 1 / np.sqrt(W.size)) and is_small(columns, 1 / np.sqrt(W.size))


def follows_rng(first, again, other):
    return np.array_equal(first[0], again[0]) and not np.array_equal(first[0], other[0])


def cases(rng: np.random.Generator) -> list[Case]:
    law, large = ("distribution of W",), (D, K, Seeded(4))
    return [
        Case("bias zero", (2, 3, Seeded(7)), lines=("b",)),
        Case(
            "shape of W",
            (200, 150, Seeded(3)),
            lines=("shape of W",),
            view=lambda result: np.shape(result[0]),
        ),
        Case("variance 1", large, lines=law, view=has_variance_one),
        Case("mean 0", large, lines=law, view=has_mean_zero),
        Case("normal", large, lines=law, view=is_normal),
        Case("independent entries", large, lines=law, view=is_independent),
        Case(
            "rng is used",
            (4, 3, Seeded(9)),
            lines=("W follows rng",),
            view=follows_rng,
            more=((4, 3, Seeded(9)), (4, 3, Seeded(10))),
        ),
    ]


exercise = Code(
    title="Gaussian initialisation",
    slide="Review: Initialization",
    prompt=PROMPT,
    conventions="G1",
    optional=True,
    reference=init_linear,
    returns=("W", "b"),
    cases=cases,
    standard=(),
    rubric=(
        Part("shape of W", points=0.5),
        Part("distribution of W", points=1.5),
        Part("b", points=0.5),
        Part("W follows rng", points=0.5, form=True),
    ),
    mistakes=(
        Mistake(
            "B2-UNIFORM",
            "Your entries are uniform; the lecture draws them from a normal distribution.",
            ("rng.standard_normal((D, K))", "rng.uniform(-1, 1, (D, K))"),
        ),
        Mistake(
            "B2-UNIFORM/01",
            "Your entries are uniform, from 0 to 1; the lecture draws them from a normal "
            "distribution.",
            ("rng.standard_normal((D, K))", "rng.random((D, K))"),
        ),
        Mistake(
            "B2-SCALE",
            "Your entries are too small: their variance is 0.0001; the lecture's is 1 "
            "(small values are another common choice).",
            ("rng.standard_normal((D, K))", "0.01 * rng.standard_normal((D, K))"),
        ),
        Mistake(
            "B2-SHAPE",
            "W is transposed: it has one row for each input and one column for each class.",
            ("(D, K))", "(K, D))"),
        ),
        Mistake(
            "B2-BIAS",
            "Your biases are random; in this exercise they start at 0.",
            ("np.zeros((1, K))", "rng.standard_normal((1, K))"),
        ),
        Mistake(
            "B2-BSHAPE",
            "b must be a row of shape (1, K), not a vector of shape (K,).",
            ("np.zeros((1, K))", "np.zeros(K)"),
        ),
        Mistake(
            "B2-CONST",
            "All entries of W are equal: one number was drawn and repeated; draw each entry.",
            ("rng.standard_normal((D, K))", "np.full((D, K), rng.standard_normal())"),
        ),
        Mistake(
            "B2-ABS",
            "All entries of W are positive; a distribution with mean 0 has both signs.",
            ("rng.standard_normal((D, K))", "abs(rng.standard_normal((D, K)))"),
        ),
        Mistake(
            "B2-OWNSEED",
            "Your W is the same whatever rng is: draw from the generator that you are given.",
            ("W = rng.", "W = np.random.default_rng(0)."),
        ),
    ),
    hints=(
        "A numpy Generator has a method for standard normal numbers.",
        "`rng.standard_normal(size)` takes the shape as its size.",
        "`W = rng.standard_normal((D, K))` and `b = np.zeros((1, K))`",
    ),
)
