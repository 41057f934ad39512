"""What happens to an answer?  Posed, graded, recorded, and only then shown."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader import catalog
from grader.batch.elsewhere import elsewhere
from grader.core import grade as core
from grader.core import points
from grader.core.exercise import Exercise, Question
from grader.core.result import Result
from grader.core.run import Run
from grader.facade import grade_or_excuse
from grader.records import Attempt, NewAttempt, Records, Tries
from grader.records.codes import INSTRUCTOR, role_of
from grader.sandbox import shared
from grader.sandbox.watched import Watched
from grader.web.tally import Tally
from grader.web.training import Watching
from grader.web.turns import Turns

Clock = Callable[[], datetime.datetime]
NONE = Tries()
WEB, NOTEBOOK = "web", "notebook"


class Stopped(Exception):
    """The student stopped the run; nothing was recorded."""


def watched() -> Watching:
    return Watched(shared())


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Graded:
    """An answer's result and, if it counts, the attempt that was recorded and those before."""

    question: Question
    result: Result
    attempt: Attempt | None = None
    before: Tries = NONE


@dataclass(frozen=True)
class Desk:
    """Where students' answers are taken.  Knows no pages; holds nothing of any one student."""

    records: Records
    run: Run
    clock: Clock = now
    watch: Callable[[], Watching] = watched
    turns: Turns = field(default_factory=Turns)
    tally: Tally = field(default_factory=Tally)

    def question(self, student: str, id: str, practice: int = 0) -> Question:
        """The question as this student sees it; what was once drawn for them stays."""
        exercise = catalog.exercise(id)
        if practice:
            return core.pose(exercise, student, practice=practice)
        return self._question(exercise, student, self.tries(student, id))

    def tries(self, student: str, id: str) -> Tries:
        return self.records.tries(student, id)

    def hints(self, student: str, id: str) -> int:
        """How many hints this student has taken, in whichever round."""
        return min(self.records.hints(student, id), len(catalog.exercise(id).hints))

    def take_hint(self, student: str, id: str, shown: int) -> int:
        """Take the hint after those that are shown; how many are taken now."""
        number = min(shown + 1, len(catalog.exercise(id).hints))
        if number:
            self.records.take_hint(student, id, number, self.clock())
        return self.hints(student, id)

    def answer(
        self,
        student: str,
        id: str,
        answer: Any,
        watching: Watching | None = None,
        source: str = WEB,
    ) -> Graded:
        """Grade an answer, less what the hints cost, and record it, unless an instructor tries it.

        Raises Busy, Stopped.
        """
        if role_of(self.records, student) == INSTRUCTOR:
            return self.practise(student, id, answer, 0)
        hints, before = self.hints(student, id), self.tries(student, id)
        question = self._question(catalog.exercise(id), student, before)
        run = watching.run if watching else self.run
        result = points.less_hints(self._graded(question, answer, run), hints)
        if watching and watching.stopped:
            raise Stopped
        attempt = self.records.record(self._new(question, answer, result, hints, source))
        return Graded(question, result, attempt, before)

    def practise(self, student: str, id: str, answer: Any, practice: int) -> Graded:
        """Grade an answer to another variant; no record, and no cost of hints.  Raises Busy."""
        question = self.question(student, id, practice)
        return Graded(question, self._graded(question, answer, self.run))

    def _question(self, exercise: Exercise, student: str, before: Tries) -> Question:
        stored = before.last.parameters if before.last else None
        question = core.pose(exercise, student, parameters=stored)
        return core.informed(question, elsewhere(self.records, student, exercise.id))

    def _graded(self, question: Question, answer: Any, run: Run) -> Result:
        with self.turns.of(question.student), self.tally.timed():
            result = grade_or_excuse(question.exercise, answer, question, run)
        self.tally.count("answers", result.status)
        return result

    def _new(
        self, question: Question, answer: Any, result: Result, hints: int, source: str
    ) -> NewAttempt:
        return NewAttempt(
            student=question.student,
            exercise=question.exercise,
            answer=answer,
            parameters=dict(question.parameters),
            result=result.as_dict(),
            submitted_at=self.clock(),
            source=source,
            level=result.level,
            content_version=catalog.content_version(question.exercise),
            hints_used=hints,
        )
