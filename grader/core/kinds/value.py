"""The kinds in which a student enters numbers: one number, an array, a shape."""

import inspect
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.core import points, reading
from grader.core.compare import Tolerance
from grader.core.edits import edited
from grader.core.exercise import Exercise, Mistake, Parameters, Question
from grader.core.phrases import feedback_on
from grader.core.reading import Unreadable
from grader.core.result import EXACT, GRADED, NONE, UNKNOWN, Check, Diagnosis, Judgement, Named
from grader.core.run import Run
from grader.core.variants import as_arrays, filled, first_apart

APART = 6  # right and wrong answers differ by more than this many tolerances
THREE_DIGITS = Tolerance(0.005, 0.0005)
WHOLE = Tolerance(0.0, 0.1)

Draw = Callable[[np.random.Generator], dict[str, Any]]


@dataclass(frozen=True, eq=False, kw_only=True)
class Value(Exercise):
    """An answer in numbers.  The reference is a function of the drawn parameters.

    A mistake that returns nan does not apply to that draw.
    """

    draw_parameters: Draw
    reference: Callable[..., Any]
    marks: float
    tolerance: Tolerance = THREE_DIGITS
    mistakes: tuple[Mistake, ...] = ()

    label = "Your answer"

    @property
    def points(self) -> float:
        return self.marks

    def draw(self, seed: int) -> Parameters:
        return first_apart(self.draw_parameters, self._apart, seed)

    def question(self, student: str, parameters: Parameters) -> Question:
        text = filled(self.prompt.strip(), parameters)
        return Question(self.id, student, parameters, text, fields=(self.label,))

    def right(self, parameters: Parameters) -> np.ndarray:
        return self._value(self.reference, parameters)

    def wrong(self, parameters: Parameters) -> list[tuple[Mistake, np.ndarray]]:
        """What every mistake gives for these parameters; those that do not apply are left out."""
        values = [
            (m, self._value(edited(self.reference, m.edits), parameters)) for m in self.mistakes
        ]
        return [(m, v) for m, v in values if not np.isnan(v).any()]

    def _value(self, function: Callable[..., Any], parameters: Parameters) -> np.ndarray:
        names = inspect.signature(function).parameters
        given: Mapping[str, Any] = as_arrays(parameters)
        with np.errstate(all="ignore"):
            return np.asarray(function(**{name: given[name] for name in names}), float)

    def _apart(self, drawn: Parameters) -> bool:
        right = self.right(drawn)
        values = [right, *(value for _, value in self.wrong(drawn))]
        return bool(np.isfinite(right).all()) and all(
            self._differ(a, b) for a, b in itertools.combinations(values, 2)
        )

    def _differ(self, a: np.ndarray, b: np.ndarray) -> bool:
        if a.shape != b.shape:
            return True
        scale = APART * (self.tolerance.rel * np.maximum(abs(a), abs(b)) + self.tolerance.abs)
        return bool((abs(a - b) > scale).any())

    def near(self, value: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Entry by entry: |x - a| <= rel * |a| + abs."""
        return abs(value - target) <= self.tolerance.rel * abs(target) + self.tolerance.abs

    def equal(self, value: np.ndarray, target: np.ndarray) -> bool:
        return value.shape == target.shape and bool(self.near(value, target).all())

    def judge(self, question: Question, reading: np.ndarray, run: Run) -> Judgement:
        right = self.right(question.parameters)
        good = self.equal(reading, right)
        diagnosis = Diagnosis(NONE) if good else self._diagnose(question.parameters, reading)
        checks = self.checks(question.parameters, reading, right)
        checks = points.with_floor(checks, diagnosis, self.marks)
        feedback = feedback_on(checks, diagnosis)
        extra = None if good else self.shown(reading, right)
        return Judgement(GRADED, tuple(checks), diagnosis, feedback, extra=extra)

    def shown(self, value: np.ndarray, right: np.ndarray) -> Any:
        """What else the student may see of a wrong answer; plain data."""
        return None

    def checks(self, parameters: Parameters, value: np.ndarray, right: np.ndarray) -> list[Check]:
        """The lines that the answer earns: all or nothing, unless the kind says otherwise."""
        good = self.equal(value, right)
        message = "" if good else self._message(value, right)
        return [Check("answer", self.marks if good else 0.0, self.marks, good, message)]

    def _message(self, value: np.ndarray, right: np.ndarray) -> str:
        if value.shape != right.shape:
            return "The answer does not have the right form."
        if not right.ndim:
            return "This number is not right."
        return f"{int((~self.near(value, right)).sum())} of {right.size} entries are not right."

    def _diagnose(self, parameters: Parameters, value: np.ndarray) -> Diagnosis:
        for mistake, wrong in self.wrong(parameters):
            if self.equal(value, wrong):
                return Diagnosis(EXACT, (Named(mistake.id, mistake.feedback),))
        return Diagnosis(UNKNOWN)


@dataclass(frozen=True, eq=False, kw_only=True)
class Numeric(Value):
    """One number; fractions and simple expressions such as 3/8 or ln 3 are read too."""

    kind = "numeric"

    def read(self, question: Question, answer: Any) -> np.ndarray:
        return np.asarray(reading.number(answer))


@dataclass(frozen=True, eq=False, kw_only=True)
class Array(Value):
    """A vector or a matrix, entry by entry; `rows` and `columns` may have names of their own."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    kind = "array"

    def read(self, question: Question, answer: Any) -> np.ndarray:
        return reading.array(answer, self.right(question.parameters).shape)

    def names(self, shape: tuple[int, ...]) -> tuple[Sequence[str], Sequence[str]]:
        """What the rows and the columns are called when it is entered in cells."""
        rows, columns = (1, *shape)[-2:]
        across = self.columns or _counted("column", columns)
        return self.rows or (_counted("row", rows) if rows > 1 else [""]), across

    def shown(self, value: np.ndarray, right: np.ndarray) -> Any:
        """The entries as they were given, and which of them are right; row by row."""
        good = np.atleast_2d(self.near(value, right)).tolist()
        return {"entries": np.atleast_2d(value).tolist(), "good": good}


def _counted(word: str, size: int) -> list[str]:
    return [f"{word} {i}" for i in range(1, size + 1)]


@dataclass(frozen=True, eq=False, kw_only=True)
class Shape(Value):
    """The shape of an array: 300x3, (300, 3), 300 3."""

    kind = "shape"
    tolerance: Tolerance = WHOLE

    def read(self, question: Question, answer: Any) -> np.ndarray:
        shape = reading.shape(answer)
        if len(shape) != 2:
            raise Unreadable("Give two numbers, rows and columns, such as 300x3.")
        return np.asarray(shape, float)
