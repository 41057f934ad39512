"""What does the page say to an answer?  A verdict, or a sentence why there is none."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import gradio as gr

from grader.core.exercise import Question
from grader.records import RecordsError
from grader.web import course
from grader.web.answers import Desk, Graded, Stopped
from grader.web.entered import FIELDS, STATEMENTS, Entered, nothing_yet
from grader.web.feedback import compared
from grader.web.pace import Pace
from grader.web.people import LOCAL
from grader.web.place import Place
from grader.web.standing import standing
from grader.web.training import STOPPED, Trainings, Watching, running
from grader.web.turns import Busy, TooMany
from grader.web.updates import Updates
from grader.web.verdict import sorry, verdict

log = logging.getLogger("grader")

NOT_KEPT = (
    "Your answer could not be recorded, because the records cannot be written at the moment. That "
    "is our fault and it did not count. What you entered is kept here; check again in a moment."
)
BUSY = "Very many answers are being graded. Yours was not; please check again in a moment."
YOURS = "Answers of yours are still being graded, so this one was not; check again in a moment."
OFTEN = (
    "You have checked very often within a minute, so this answer was not graded. What you entered "
    "is kept here; check again in {} s."
)


class Checking:
    """The events that grade.  Nothing is kept between two of them but trainings under way."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.pace = Pace()
        self.trainings = Trainings()

    def check(self, request: gr.Request, id: Any, practice: Any, *values: Any) -> Updates:
        """Grade what was entered: the verdict, the list beside it, the standing."""
        place = Place.of(request, id, practice)
        answer = self._entered(place, values)
        refusal = self._refusal(place, answer)
        if refusal:
            return refusal
        return self._checked(place, partial(self._graded, place, answer))

    def train(self, request: gr.Request, id: Any, practice: Any, *values: Any) -> Iterator[Updates]:
        """The same for a training: the lines that it prints as they come, then the verdict."""
        place = Place.of(request, id, practice)
        answer = self._entered(place, values)
        refusal = self._refusal(place, answer)
        if refusal:
            yield [*refusal, gr.skip()]
            return
        watching = self.desk.watch()
        work = partial(self._graded, place, answer, watching)
        for news in self.trainings.follow(place.student, watching, work):
            if isinstance(news, str):
                yield [running(news), gr.skip(), gr.skip(), gr.update(visible=True)]
            else:
                yield [*self._checked(place, news.result), gr.update(visible=False)]

    def stop(self, request: gr.Request) -> None:
        """End the training that this student has under way."""
        self.trainings.stop(Place.of(request, "").student)

    def _entered(self, place: Place, values: Sequence[Any]) -> Any:
        """The answer in the values of all inputs; None if there is none."""
        if place.entry is None:
            return None
        *typed_and_ticked, program = values
        entered = Entered.from_browser(
            typed_and_ticked[:FIELDS], typed_and_ticked[FIELDS : FIELDS + STATEMENTS], program
        )
        return entered.answer(self._question(place))

    def _question(self, place: Place) -> Question:
        assert place.entry is not None
        return self.desk.question(place.student, place.entry.exercise.id, place.practice)

    def _refusal(self, place: Place, answer: Any) -> Updates | None:
        """What to say instead of grading: there is nothing to grade, or it is too soon."""
        if place.entry is None:
            return _said("Choose an exercise first.")
        if not answer:
            return _said(nothing_yet(self._question(place)))
        # Who is alone on a machine takes nothing from anybody.
        alone = place.student == LOCAL
        seconds = 0 if alone else self.pace.wait(place.student, self.desk.clock())
        return _said(OFTEN.format(seconds)) if seconds else None

    def _checked(self, place: Place, grade: Callable[[], Graded]) -> Updates:
        try:
            return self._shown(place, grade())
        except TooMany:
            return _said(YOURS)
        except Busy:
            return _said(BUSY)
        except Stopped:
            return _said(STOPPED)
        except RecordsError as error:
            log.error("an answer could not be recorded: %s", error)
            return _said(NOT_KEPT)

    def _graded(self, place: Place, answer: Any, watching: Watching | None = None) -> Graded:
        assert place.entry is not None
        id = place.entry.exercise.id
        if place.practice:
            return self.desk.practise(place.student, id, answer, place.practice)
        return self.desk.answer(place.student, id, answer, watching)

    def _shown(self, place: Place, graded: Graded) -> Updates:
        if graded.attempt is None or place.entry is None:
            return [verdict(graded.question, graded.result), gr.skip(), gr.skip()]
        last = graded.before.last
        note = compared(graded.result, last.result) if last else ""
        return [
            verdict(graded.question, graded.result, [note]),
            course.beside(self.desk.records, place.student, place.entry.exercise.id),
            standing(place.entry, graded.before.with_one_more(graded.attempt), 0),
        ]


def _said(text: str) -> Updates:
    """A sentence in place of a verdict; everything else stays."""
    return [sorry(text), gr.skip(), gr.skip()]
