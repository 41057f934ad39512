"""Small exercises that tests take apart; not part of the content."""

import numpy as np

from grader.core.exercise import Case, Mistake, Part
from grader.core.inputs import Given
from grader.core.kinds import (
    Array,
    Break,
    Code,
    Field,
    Formula,
    Multi,
    Numeric,
    Option,
    Smallest,
    Unseen,
)

HINTS = ("Look at the shapes.", "Look at the axis.", "Look at the whole line.")


def scaled(X, c):
    """Return (Y, db).  X: (N, K); Y: (N, K), db: (1, K)."""
    Y = c * X
    db = X.sum(axis=0, keepdims=True)
    return Y, db


def scaled_cases(rng):
    return [
        Case("general", (rng.normal(size=(4, 3)), 2.5), weight=3),
        Case("one row", (rng.normal(size=(1, 2)), -1.5)),
    ]


def function(**changes):
    """A sound function exercise, with some fields changed."""
    fields = {
        "id": "scaled",
        "title": "Scale and sum",
        "prompt": "Write `scaled(X, c)`.",
        "reference": scaled,
        "returns": ("Y", "db"),
        "cases": scaled_cases,
        "rubric": (Part("Y", 2), Part("db", 1), Part("inputs unchanged", 1, form=True)),
        "mistakes": (
            Mistake("NO-C", "c is missing.", ("c * X", "1.0 * X")),
            Mistake("MEAN", "Sum, do not average.", ("X.sum(", "X.mean(")),
            Mistake("SHAPE", "db is a row.", (", keepdims=True", "")),
            Mistake(
                "INPLACE", "Work on a copy.", ("Y = c * X", "X *= c\n    Y = X\n    X = X / c")
            ),
        ),
        "hints": HINTS,
    }
    return Code(**{**fields, **changes})


def draw(rng):
    return {"a": int(rng.integers(2, 9)), "b": int(rng.integers(10, 20))}


def product(a, b):
    return a * b


def number(**changes):
    fields = {
        "id": "product",
        "title": "A product",
        "prompt": "Multiply «a» by «b».",
        "draw_parameters": draw,
        "reference": product,
        "marks": 2,
        "mistakes": (
            Mistake("ADD", "Multiply, do not add.", ("a * b", "a + b")),
            Mistake("HALF", "This is half of it.", ("a * b", "a * b / 2")),
        ),
        "hints": HINTS,
    }
    return Numeric(**{**fields, **changes})


def pair(a, b):
    return np.array([a + b, a - b])


def array(**changes):
    fields = {
        "id": "pair",
        "title": "Sum and difference",
        "prompt": "Give «a» + «b» and «a» − «b».",
        "draw_parameters": draw,
        "reference": pair,
        "marks": 2,
        "mistakes": (Mistake("SWAP", "Sum first.", ("a + b, a - b", "a - b, a + b")),),
        "hints": HINTS,
    }
    return Array(**{**fields, **changes})


def count(m, r):
    return m * r + r


def formula(**changes):
    field = {
        "reference": count,
        "domain": {"m": (2, 9), "r": (2, 9)},
        "also": ("r*(m+1)",),
        "mistakes": (Mistake("NOBIAS", "The biases are missing.", ("m * r + r", "m * r")),),
    }
    field = {**field, **changes}
    return Formula(
        id="count",
        title="Parameters",
        prompt="How many?",
        fields=(Field(**field),),
        marks=3,
        hints=HINTS,
    )


def multi(**changes):
    fields = {
        "id": "facts",
        "title": "Facts",
        "prompt": "Which are true?",
        "options": (
            Option("one is odd", True, "1 = 2·0 + 1."),
            Option("two is odd", False, "2 = 2·1."),
            Option("three is odd", True, "3 = 2·1 + 1."),
            Option("four is odd", False, "4 = 2·2."),
        ),
        "marks": 3,
        "hints": HINTS,
    }
    return Multi(**{**fields, **changes})


def shifted(X, b, y, c):
    """Return (S, t).  X: (N, K), b: (1, K), y: (N,)."""
    S = c * X + b  # every column has its own shift
    t = X[np.arange(len(y)), y].sum()
    return S, t


SMALL = {"X": [[1]], "b": [[1]], "y": [0], "c": 2}
WIDE = {"X": [[1, 2]], "b": [[1, 1]], "y": [1], "c": 1}


def breaking(**changes):
    """A sound exercise: the program is wrong in one line, and a small input must show it."""
    fields = {
        "id": "break_it",
        "title": "Break it",
        "prompt": "`«code»` and `«example»`",
        "reference": shifted,
        "returns": ("S", "t"),
        "takes": (
            Given("X", ("N", "K")),
            Given("b", ("1", "K")),
            Given("y", ("N",), below="K"),
            Given("c", positive=True),
        ),
        "mistakes": (
            Mistake("SQUARE", "c is squared.", ("c * X", "c * c * X")),
            Mistake("FIRST", "The labels are ignored.", ("y].sum()", "0].sum()")),
            Mistake("STOPS", "X is transposed.", ("c * X + b", "c * X + 0 * X @ X + b ** 2")),
        ),
        "answers": {"SQUARE": SMALL, "FIRST": WIDE, "STOPS": {**SMALL, "b": [[2]]}},
        "example": {**SMALL, "c": 1},
        "marks": 1,
        "demand": Smallest(points=2),
        "hints": HINTS,
    }
    return Break(**{**fields, **changes})


def hiding(**changes):
    """The same with another demand: the mistake must not show where b is 0."""
    fields = {
        "mistakes": (
            Mistake("ABS", "b may be negative.", ("+ b", "+ abs(b)")),
            Mistake(
                "OFF", "b has a part in t too.", ("].sum()", "].sum() + (b < c * X).sum() - 1")
            ),
        ),
        "answers": {
            "ABS": {**SMALL, "b": [[-1]]},
            "OFF": {**SMALL, "b": [[3]]},
        },
        "example": SMALL,
        "demand": Unseen(points=2, zeroed=("b",)),
    }
    return breaking(**{**fields, **changes})


def exponential(X, b, y, c):
    return np.exp(c * X) + b, len(y)


NO_B = Mistake("NO-B", "b is missing.", (" + b", ""))
