"""The kind in which a student finds an input on which a shown program is wrong."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.core import inputs, local
from grader.core.compare import FUNCTION, Tolerance, compared
from grader.core.edits import edited, edited_source, source_of
from grader.core.exercise import Exercise, Mistake, Parameters, Question
from grader.core.inputs import Given, Input
from grader.core.phrases import ALL_RIGHT, listed
from grader.core.reading import Unreadable
from grader.core.result import GRADED, NONE, UNKNOWN, Check, Diagnosis, Judgement
from grader.core.run import Call, Raised, Run
from grader.core.sheet import value_of

SAME = "On this input both programs return the same, so the mistake does not show."
STOPS = (
    "On this input the program stops with an error, which anybody would notice; find an input on "
    "which it returns something wrong."
)
OVERFLOWS = "On this input the right program overflows; take smaller numbers."
# A difference that is hidden must not hide behind the size of other entries.
EQUAL = Tolerance(0.0, 1e-9)
COMMENT = re.compile(r"  # .*")


@dataclass(frozen=True)
class Shown:
    """How the two programs differ on an input: in these outputs, or in that one stops."""

    outputs: tuple[str, ...] = ()
    stops: bool = False

    @property
    def fault(self) -> str:
        """Why the input does not show the mistake; empty if it does."""
        return STOPS if self.stops else "" if self.outputs else SAME


@dataclass(frozen=True)
class Smallest:
    """More points if no input with fewer numbers shows the mistake.

    The smallest size is that of the exercise's own answer; `verify` proves it by search.
    """

    points: float
    name = "as few numbers as possible"

    def fault(self, exercise: "Break", mistake: Mistake, given: Input) -> str:
        count = inputs.numbers(given)
        if count <= inputs.numbers(exercise.answer(mistake)):
            return ""
        return f"Your input has {count} numbers; fewer are enough."


@dataclass(frozen=True)
class Unseen:
    """More points if the mistake does not show once the arguments in `zeroed` are set to 0."""

    points: float
    zeroed: tuple[str, ...]
    name = "unseen by the weak check"

    def fault(self, exercise: "Break", mistake: Mistake, given: Input) -> str:
        weak = {name: value * (name not in self.zeroed) for name, value in given.items()}
        shown = exercise.shown(mistake, weak, EQUAL)
        if shown.fault == SAME:
            return ""
        where = f" in {listed(shown.outputs)}" if shown.outputs else ""
        return f"With {listed(self.zeroed)} set to 0 the mistake still shows{where}."


@dataclass(frozen=True, eq=False, kw_only=True)
class Break(Exercise):
    """A program with one mistake in it, drawn for the student, and an input to be found.

    `marks` are for any input on which an output differs from the reference's; `demand` asks for
    more.  `answers` holds for each mistake (by its id) an input that earns everything; `example`
    is an input on which no mistake shows, and tells how an input is written.
    """

    reference: Callable[..., Any]
    returns: tuple[str, ...]
    takes: tuple[Given, ...]
    mistakes: tuple[Mistake, ...]
    answers: Mapping[str, Input]
    example: Input
    marks: float
    demand: Smallest | Unseen | None = None

    kind = "break"

    @property
    def points(self) -> float:
        return self.marks + (self.demand.points if self.demand else 0.0)

    def draw(self, seed: int) -> Parameters:
        """The program's text.  Which mistake it is follows from it, and is told to nobody."""
        rng = np.random.default_rng([seed, 0])
        return {"code": self.program(self.mistakes[rng.integers(len(self.mistakes))])}

    def question(self, student: str, parameters: Parameters) -> Question:
        text = self.prompt.strip().replace("«example»", json.dumps(self.example))
        text = text.replace("«code»", parameters["code"])
        return Question(self.id, student, parameters, text, fields=("Your input",))

    def program(self, mistake: Mistake) -> str:
        """The source with the mistake in it, without the comments that would give it away."""
        return COMMENT.sub("", edited_source(source_of(self.reference), mistake.edits)).rstrip()

    def planted(self, question: Question) -> Mistake:
        programs = {self.program(mistake): mistake for mistake in self.mistakes}
        return programs[question.parameters["code"]]

    def answer(self, mistake: Mistake) -> Input:
        return inputs.read(self.takes, self.answers[mistake.id])

    def read(self, question: Question, answer: Any) -> Input:
        return inputs.read(self.takes, answer)

    def shown(self, mistake: Mistake, given: Input, tolerance: Tolerance = FUNCTION) -> Shown:
        """How the mistake shows on an input.  Raises Unreadable if the input overflows."""
        calls = [Call(tuple(given.values()))]
        right = self.outputs(value_of(local.sample(self.reference, calls)[0]))
        if not all(np.isfinite(value).all() for value in right):
            raise Unreadable(OVERFLOWS)
        result = local.sample(edited(self.reference, mistake.edits), calls)[0]
        if isinstance(result, Raised):
            return Shown(stops=True)
        triples = zip(self.returns, right, self.outputs(value_of(result)), strict=True)
        return Shown(tuple(n for n, a, x in triples if compared(n, a, x, tolerance).values))

    def outputs(self, value: Any) -> tuple[Any, ...]:
        """What a program returned, as one entry for each of `returns`."""
        return value if len(self.returns) > 1 else (value,)

    def judge(self, question: Question, reading: Input, run: Run) -> Judgement:
        mistake = self.planted(question)
        shown = self.shown(mistake, reading)
        checks = [_check("the outputs differ", self.marks, shown.fault)]
        if self.demand:
            fault = shown.fault or self.demand.fault(self, mistake, reading)
            checks.append(_check(self.demand.name, self.demand.points, fault))
        differ = f"{listed(shown.outputs)} differ{'s' * (len(shown.outputs) == 1)}."
        sentences = [differ] if shown.outputs else []
        missing = next((check.message for check in checks if not check.passed), "")
        # What was planted is told only when nothing is left to find.
        sentences += [missing] if missing else ["The mistake in the program:", mistake.feedback]
        feedback = " ".join(sentences if missing else [ALL_RIGHT, *sentences])
        return Judgement(GRADED, tuple(checks), Diagnosis(UNKNOWN if missing else NONE), feedback)


def _check(name: str, most: float, fault: str) -> Check:
    return Check(name, 0.0 if fault else most, most, not fault, fault)
