"""The kind of exercise in which a student writes a numpy function."""

import dataclasses
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.core import agreement, failing, points, rubric
from grader.core.agreement import Link
from grader.core.diagnosis import diagnose
from grader.core.diagnosis.errors import explained
from grader.core.diagnosis.ownloss import own_loss_sentence
from grader.core.exercise import Case, Exercise, Mistake, Parameters, Part, Question
from grader.core.kinds.program import (
    in_words,
    not_run,
    read_program,
    starter,
    stop_of,
)
from grader.core.phrases import feedback_on
from grader.core.result import FAILED, GRADED, PARTIAL, UNKNOWN, Diagnosis, Judgement, Stop
from grader.core.run import FINISHED, Call, CallResult, Job, Outcome, Raised, Returned, Run
from grader.core.seen import seen
from grader.core.sheet import STANDARD, Sheet, sheet_of


@dataclass(frozen=True, eq=False, kw_only=True)
class Code(Exercise):
    """A function, compared with the reference on cases.

    `returns` names the results; `standard` the standard checks that apply besides "inputs
    unchanged"; `driver` is our own source around the student's function (see Job).  `picture`
    makes plain data for a picture of whatever the first case returned, or None.  `links` are the
    formulas of other exercises that say what is returned: the parameter `beside` of the question
    holds the student's own, by exercise, and what is said of them costs nothing.
    """

    reference: Callable[..., Any]
    returns: tuple[str, ...]
    cases: Callable[[np.random.Generator], Sequence[Case]]
    rubric: tuple[Part, ...]
    mistakes: tuple[Mistake, ...] = ()
    standard: tuple[str, ...] = STANDARD
    driver: str | None = None
    seconds: float = 4.0
    picture: Callable[[Any], Any] | None = None
    links: tuple[Link, ...] = ()

    kind = "function"

    @property
    def points(self) -> float:
        return sum(part.points for part in self.rubric)

    @property
    def value_marks(self) -> float:
        return sum(part.points for part in self.rubric if not part.form)

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.reference).parameters)

    def outputs_of(self, part: Part) -> tuple[str, ...]:
        if part.outputs:
            return part.outputs
        return (part.name,) if part.name in self.returns else self.returns

    def called(self, output: str) -> str:
        """What a student reads for an output: one alone may have its name only with us."""
        return output if len(self.returns) > 1 else "Your result"

    def question(self, student: str, parameters: Parameters) -> Question:
        first = starter(self.reference)
        return Question(self.id, student, parameters, self.prompt.strip(), starter=first)

    def read(self, question: Question, answer: Any) -> str:
        return read_program(answer)

    def judge(self, question: Question, reading: str, run: Run) -> Judgement:
        sheet = sheet_of(self)
        outcome = run(self._job(reading, sheet.calls))
        if not outcome.results:
            return not_run(outcome, [(part.name, part.points) for part in self.rubric])
        cases = seen(self, sheet, outcome.results)
        checks = rubric.checks(self, sheet, cases, outcome.results)
        sound = all(check.passed for check in checks)
        right = rubric.right_outputs(self, cases)
        diagnosis = diagnose(self, sheet, outcome.results, right, sound)
        checks = points.with_floor(checks, diagnosis, self.value_marks)
        wrong = {} if sound else failing.shown(self, sheet, cases, outcome.results)
        stop = stop_of(outcome) or self._raised(sheet, outcome)
        formulas = question.parameters.get("beside", {})
        more = agreement.sentence(self, formulas, dict(enumerate(outcome.results)))
        if diagnosis.certainty in (UNKNOWN, PARTIAL) and not stop and not more:
            more = own_loss_sentence(
                self,
                outcome.results[0],
                right,
                lambda calls: run(self._job(reading, calls)).results,
            )
        return Judgement(
            status=FAILED if _broke(outcome) else GRADED,
            checks=tuple(checks),
            diagnosis=diagnosis,
            feedback=feedback_on(
                checks, self._told(diagnosis), in_words(stop) if stop else "", more
            ),
            output=outcome.output,
            stop=stop,
            level=outcome.level,
            extra={**self._drawn(outcome.results[0]), **wrong},
        )

    def beside(self, formulas: Parameters, program: str, run: Run) -> str:
        """How a program of the student's fits formulas that are answered later, in a sentence."""
        places = agreement.places(self, formulas)
        calls = sheet_of(self).calls
        outcome = run(self._job(program, tuple(calls[i] for i in places)))
        results = dict(zip(places, outcome.results, strict=False))
        return agreement.sentence(self, formulas, results)

    def _told(self, diagnosis: Diagnosis) -> Diagnosis:
        return dataclasses.replace(diagnosis, right=tuple(map(self.called, diagnosis.right)))

    def _drawn(self, first: CallResult) -> dict[str, Any]:
        if self.picture is None or not isinstance(first, Returned):
            return {}
        return self.picture(first.value) or {}

    def _job(self, program: str, calls: tuple[Call, ...]) -> Job:
        return Job(program, self.reference.__name__, calls, self.driver, self.seconds)

    def _raised(self, sheet: Sheet, outcome: Outcome) -> Stop | None:
        """The first error of a call, with the sizes of its arguments named."""
        for call, result in zip(sheet.calls, outcome.results, strict=False):
            if isinstance(result, Raised):
                return Stop(explained(self, call.args, result), result.line, result.text)
        return None


def _broke(outcome: Outcome) -> bool:
    """Whether the run ended early, or no call returned anything."""
    all_raised = all(isinstance(result, Raised) for result in outcome.results)
    return outcome.status != FINISHED or all_raised
