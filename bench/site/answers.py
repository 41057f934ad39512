"""What does the class hand in?  Programs and other answers, right and wrong, each with a mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from grader.web.entered import FIELDS, STATEMENTS

TRIES = 4
PROGRAM = """import numpy as np


def affine_grads(A, dZ):
    print("{mark}")
    return {dW}, {db}
"""
SOFTMAX = """import numpy as np


def softmax(U):
    print("{mark}")
    E = np.exp(U{shift})
    return E / E.sum(axis=1, keepdims=True)
"""
RIGHT = {"dW": "A.T @ dZ", "db": "dZ.sum(axis=0, keepdims=True)"}
WRONG_DB = {**RIGHT, "db": "dZ.mean(axis=0, keepdims=True)"}
CRASH = {**RIGHT, "dW": "A.T @ missing"}
STABLE, NAIVE = {"shift": " - U.max(axis=1, keepdims=True)"}, {"shift": ""}
# One exercise after another, four tries at each; every other one asks for a program.
EXERCISES: list[tuple[str, str, list[dict[str, str]]]] = [
    ("affine_grads", PROGRAM, [CRASH, WRONG_DB, WRONG_DB, RIGHT]),
    ("layer_parameters", "", [{"text": t} for t in ("m*r", "m*r + {mark}", "r*m", "m*r + r")]),
    ("softmax", SOFTMAX, [NAIVE, STABLE, NAIVE, STABLE]),
    ("digit_loss_value", "", [{"text": "0.{number}"}] * TRIES),
    ("affine_grads", PROGRAM, [WRONG_DB, CRASH, RIGHT, RIGHT]),
    ("building_blocks", "", [{"text": ""}] * TRIES),
    ("softmax", SOFTMAX, [NAIVE, NAIVE, STABLE, STABLE]),
    ("score_shapes", "", [{"text": "300, 3"}] * TRIES),
]


@dataclass(frozen=True)
class Answer:
    """What somebody enters: texts as they are typed, ticks, a program; the mark comes back."""

    exercise: str
    typed: str
    program: str
    mark: str

    @property
    def data(self) -> list[object]:
        """The values of all inputs, as the page sends them."""
        texts = [self.typed, *[""] * (FIELDS - 1)]
        ticks = [not self.typed and i % 2 == 0 for i in range(STATEMENTS)]
        return [self.exercise, "", *texts, *ticks, self.program]

    @property
    def readings(self) -> list[list[object]]:
        """What the page sends while it is typed: twice, as by a quick hand."""
        halves = (self.typed[: len(self.typed) // 2], self.typed)
        return [[self.exercise, "", text, *[""] * (FIELDS - 1)] for text in halves if text]


def answers(key: str, first: int) -> Iterator[Answer]:
    """A student's answers without end; `first` is where in the course they begin."""
    for number in count():
        mark = f"{key}_{number}"
        place, again = divmod(number, TRIES)
        exercise, source, tries = EXERCISES[(first + place) % len(EXERCISES)]
        if source:
            program = source.format(mark=mark, **tries[again])
            yield Answer(exercise, "", program, mark)
        else:
            text = tries[again]["text"]
            typed = text.format(mark=mark, number=number)
            yield Answer(exercise, typed, "", mark if "{mark}" in text else "")
