"""The kind in which a student trains a model and is judged by what it achieves."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.core.exercise import Exercise, Mistake, Parameters, Question
from grader.core.kinds.code import Code
from grader.core.kinds.program import (
    first_error,
    in_words,
    not_run,
    read_program,
    starter,
)
from grader.core.phrases import ALL_RIGHT
from grader.core.result import (
    FAILED,
    GRADED,
    NONE,
    PARTIAL,
    UNKNOWN,
    Check,
    Diagnosis,
    Judgement,
    Named,
)
from grader.core.run import Call, Job, Returned, Run, Unreturnable
from grader.core.seen import failure

Measures = Mapping[str, float]


@dataclass(frozen=True)
class Level:
    """A line of the rubric: points by how far one measured number gets.

    `steps` are (threshold, points), best first; `low` says that small numbers are good.
    """

    name: str
    measure: str
    steps: tuple[tuple[float, float], ...]
    low: bool = False

    @property
    def points(self) -> float:
        return self.steps[0][1]

    def check(self, measures: Measures) -> Check:
        value = measures[self.measure]
        earned = next((p for at, p in self.steps if self._reached(value, at)), 0.0)
        sign = "at most" if self.low else "at least"
        message = f"It is {value:.3g}; full points need {sign} {self.steps[0][0]:g}."
        passed = earned == self.points
        return Check(self.name, earned, self.points, passed, "" if passed else message)

    def _reached(self, value: float, at: float) -> bool:
        return value <= at if self.low else value >= at


@dataclass(frozen=True)
class Foundation:
    """Points for the gradient exercise that the training builds on: outcome alone proves little.

    They are earned by full marks in that exercise, recorded before (the parameter `passed` of the
    question lists such exercises) or by the same program, if it defines that function too.
    """

    exercise: Code
    points: float

    @property
    def name(self) -> str:
        return self.exercise.reference.__name__

    def check(self, question: Question, program: str, run: Run) -> Check:
        passed = self.name in question.parameters.get("passed", ())
        if not passed:
            judged = self.exercise.judge(question, program, run)
            passed = judged.status == GRADED and all(check.passed for check in judged.checks)
        message = "" if passed else f"These points need full marks in {self.name}."
        earned = self.points if passed else 0.0
        return Check(f"gradient ({self.name})", earned, self.points, passed, message)


class Unusable(ValueError):
    """What was returned cannot be used as trained parameters; the text says why."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Train(Exercise):
    """A training function, judged by the outcome on data of the grader's own.

    `arguments(seed)` gives the call (data of the student's own); `measure(args, value, seed)` the
    numbers that count and what a picture needs, or raises Unusable.  Mistakes are recognised by
    their `sign` in the numbers; their edits let `verify` prove that they cost points.
    """

    reference: Callable[..., Any]
    arguments: Callable[[int], tuple[Any, ...]]
    measure: Callable[[tuple[Any, ...], Any, int], tuple[Measures, Any]]
    levels: tuple[Level, ...]
    foundation: Foundation | None = None
    mistakes: tuple[Mistake, ...] = ()
    driver: str | None = None
    seconds: float = 20.0

    kind = "train"

    @property
    def points(self) -> float:
        extra = self.foundation.points if self.foundation else 0.0
        return sum(level.points for level in self.levels) + extra

    def draw(self, seed: int) -> Parameters:
        return {"seed": seed % 2**31}

    def question(self, student: str, parameters: Parameters) -> Question:
        first = starter(self.reference)
        return Question(self.id, student, parameters, self.prompt.strip(), starter=first)

    def read(self, question: Question, answer: Any) -> str:
        return read_program(answer)

    def judge(self, question: Question, reading: str, run: Run) -> Judgement:
        seed = int(question.parameters["seed"])
        args = self.arguments(seed)
        outcome = run(
            Job(reading, self.reference.__name__, (Call(args),), self.driver, self.seconds, 1024)
        )
        result = outcome.results[0] if outcome.results else None
        if isinstance(result, Unreturnable):
            return self._worthless(outcome.output, outcome.level, failure(result))
        if not isinstance(result, Returned):
            return self._without_value(outcome)
        try:
            measures, picture = self.measure(args, result.value, seed)
        except Unusable as error:
            return self._worthless(outcome.output, outcome.level, str(error))
        checks = tuple(level.check(measures) for level in self.levels)
        if self.foundation:
            checks += (self.foundation.check(question, reading, run),)
        return Judgement(
            GRADED,
            checks,
            self._diagnosis(checks, measures),
            self._feedback(checks, measures),
            outcome.output,
            level=outcome.level,
            extra=picture,
        )

    def lines(self) -> list[tuple[str, float]]:
        own = [(level.name, level.points) for level in self.levels]
        if self.foundation:
            own.append((f"gradient ({self.foundation.name})", self.foundation.points))
        return own

    def _without_value(self, outcome: Any) -> Judgement:
        judgement = not_run(outcome, self.lines())
        error = first_error(outcome)
        if not error:
            return judgement
        checks, words = judgement.checks, in_words(error)
        return Judgement(FAILED, checks, Diagnosis(UNKNOWN), words, outcome.output, error)

    def _worthless(self, output: str, level: str, reason: str) -> Judgement:
        checks = tuple(Check(name, 0.0, most, False, reason) for name, most in self.lines())
        return Judgement(GRADED, checks, Diagnosis(UNKNOWN), reason, output, level=level)

    def _named(self, measures: Measures) -> list[Mistake]:
        return [m for m in self.mistakes if m.sign and m.sign(measures)]

    def _diagnosis(self, checks: tuple[Check, ...], measures: Measures) -> Diagnosis:
        if all(check.passed for check in checks):
            return Diagnosis(NONE)
        named = tuple(Named(m.id, m.feedback) for m in self._named(measures)[:1])
        return Diagnosis(PARTIAL if named else UNKNOWN, named)

    def _feedback(self, checks: tuple[Check, ...], measures: Measures) -> str:
        wrong = [f"{check.name}: {check.message}" for check in checks if not check.passed]
        if not wrong:
            return ALL_RIGHT
        return " ".join([*(m.feedback for m in self._named(measures)[:1]), *wrong])


def finite(value: float, otherwise: float) -> float:
    """A measured number, or `otherwise` where training ran away to nan or inf."""
    return value if math.isfinite(value) else otherwise
