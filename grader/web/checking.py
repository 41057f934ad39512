"""What does the page say to an answer?  A verdict, or a sentence why there is none."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import gradio as gr

from grader.records import RecordsError
from grader.web import course
from grader.web.answers import Asked, Desk, Graded, Stopped
from grader.web.entered import FIELDS, STATEMENTS, Entered, TooLong, nothing_yet
from grader.web.feedback import compared
from grader.web.pace import Pace
from grader.web.people import LOCAL
from grader.web.place import Place
from grader.web.standing import standing
from grader.web.training import STOPPED, Trainings, running
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
        taken = self._taken(place, values)
        if isinstance(taken, str):
            return _said(taken)
        return self._checked(place, partial(self.desk.answer, *taken))

    def train(self, request: gr.Request, id: Any, practice: Any, *values: Any) -> Iterator[str]:
        """For a training: the lines that it prints as they come, then the verdict."""
        place = Place.of(request, id, practice)
        taken = self._taken(place, values)
        if isinstance(taken, str):
            yield _of(place, sorry(taken))
            return
        watching = self.desk.watch()
        work = partial(self.desk.answer, *taken, watching)
        for news in self.trainings.follow(place.student, watching, work):
            card = running(news) if isinstance(news, str) else self._checked(place, news.result)[0]
            yield _of(place, card)

    def trained(self, request: gr.Request, id: Any, practice: Any) -> Updates:
        """After a training: the list and the standing, wherever its student is by now."""
        place = Place.of(request, id, practice)
        current, below = "", gr.skip()
        if place.entry is not None:
            current = place.entry.exercise.id
            tries = self.desk.asked(place.student, current, place.practice).before
            below = standing(place.entry, tries, place.practice)
        return [course.beside(self.desk.records, place.student, current), below]

    def stop(self, request: gr.Request) -> None:
        """End the training that this student has under way."""
        self.trainings.stop(Place.of(request, "").student)

    def _taken(self, place: Place, values: Sequence[Any]) -> tuple[Asked, Any] | str:
        """The question and the answer in the values of all inputs; or why nothing is graded."""
        if place.entry is None:
            return "Choose an exercise first."
        asked = self.desk.asked(place.student, place.entry.exercise.id, place.practice)
        *typed_and_ticked, program = values
        typed, ticked = typed_and_ticked[:FIELDS], typed_and_ticked[FIELDS : FIELDS + STATEMENTS]
        try:
            answer = Entered.from_browser(typed, ticked, program).answer(asked.question)
        except TooLong as error:
            return str(error)
        if not answer:
            return nothing_yet(asked.question)
        # Who is alone on a machine takes nothing from anybody.
        alone = place.student == LOCAL
        seconds = 0 if alone else self.pace.wait(place.student, self.desk.clock())
        return OFTEN.format(seconds) if seconds else (asked, answer)

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

    def _shown(self, place: Place, graded: Graded) -> Updates:
        if graded.attempt is None or place.entry is None:
            return [verdict(graded.question, graded.result), gr.skip(), gr.skip()]
        last = graded.before.last
        note = compared(graded.result, last.result) if last else ""
        return [
            verdict(graded.question, graded.result, [note]),
            # By far the longest part of the page, and most answers change nothing in it.
            course.beside(self.desk.records, place.student, place.entry.exercise.id)
            if graded.leads_on
            else gr.skip(),
            standing(place.entry, graded.before.with_one_more(graded.attempt), 0),
        ]


def _of(place: Place, card: str) -> str:
    """The card, and where it belongs: by now the page may show something else."""
    id = place.entry.exercise.id if place.entry else ""
    return f'<div class="of of-{id} off"></div>\n\n{card}'


def _said(text: str) -> Updates:
    """A sentence in place of a verdict; everything else stays."""
    return [sorry(text), gr.skip(), gr.skip()]
