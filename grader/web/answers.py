"""What happens to an answer?  Posed, graded, recorded, and only then shown."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader import catalog
from grader.batch.elsewhere import elsewhere
from grader.core import grade as core
from grader.core import points
from grader.core.exercise import Question
from grader.core.result import NOT_JUDGED, Result
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
class Asked:
    """A question as a student sees it, and what they have at it so far."""

    question: Question
    before: Tries = NONE


@dataclass(frozen=True)
class Graded:
    """An answer's result and, if it counts, the attempt that was recorded and those before."""

    question: Question
    result: Result
    attempt: Attempt | None = None
    before: Tries = NONE

    @property
    def leads_on(self) -> bool:
        """Whether with it the student may have come further in the course."""
        if self.attempt is None:
            return False
        first = all(mark.status == NOT_JUDGED for mark in self.before.latest)
        return first or self.result.right or self.attempt.points > self.before.best


@dataclass(frozen=True)
class Desk:
    """Where students' answers are taken.  Knows no pages; holds nothing of any one student."""

    records: Records
    run: Run
    clock: Clock = now
    watch: Callable[[], Watching] = watched
    turns: Turns = field(default_factory=Turns)
    tally: Tally = field(default_factory=Tally)

    def asked(self, student: str, id: str, practice: int = 0) -> Asked:
        """The question as this student sees it; what was once drawn for them stays."""
        exercise = catalog.exercise(id)
        if practice:
            return Asked(core.pose(exercise, student, practice=practice))
        before = self.records.tries(student, id)
        stored = before.last.parameters if before.last else None
        return Asked(core.pose(exercise, student, parameters=stored), before)

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
        self, asked: Asked, answer: Any, watching: Watching | None = None, source: str = WEB
    ) -> Graded:
        """Grade an answer, less what the hints cost, and record it.

        Neither for practice nor where an instructor tries it.  Raises Busy, Stopped.
        """
        student, id, run = asked.question.student, asked.question.exercise, self.run
        if asked.question.practice:
            return Graded(asked.question, self._graded(asked.question, answer, run))
        question = core.informed(asked.question, elsewhere(self.records, student, id))
        if role_of(self.records, student) == INSTRUCTOR:
            return Graded(question, self._graded(question, answer, run))
        hints = self.hints(student, id)
        graded = self._graded(question, answer, watching.run if watching else run)
        result = points.less_hints(graded, hints)
        if watching and watching.stopped:
            raise Stopped
        attempt = self.records.record(self._new(question, answer, result, hints, source))
        return Graded(question, result, attempt, asked.before)

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
