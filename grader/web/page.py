"""What happens on the student's page?  Raw values come in, updates of its parts go out."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from grader import catalog
from grader.catalog import Entry, NoSuchExercise
from grader.core.exercise import Question
from grader.records import RecordsError
from grader.web import conventions, course, posed, updates
from grader.web.answers import Desk, Graded, Stopped
from grader.web.entered import FIELDS, STATEMENTS, Entered, given_before, nothing_yet
from grader.web.reading import reading
from grader.web.training import STOPPED, Trainings, Watching, running
from grader.web.turns import Busy
from grader.web.updates import Updates
from grader.web.verdict import compared, sorry, verdict

log = logging.getLogger("grader")

NOT_KEPT = (
    "Your answer could not be recorded, because the records cannot be written at the moment. That "
    "is our fault and it did not count. What you entered is kept here; check again in a moment."
)
BUSY = "Very many answers are being graded. Yours was not; please check again in a moment."
ROUNDS = 999


@dataclass(frozen=True)
class Place:
    """What the page shows: an exercise or the overview, whose, and which practice round."""

    student: str
    entry: Entry | None
    practice: int = 0

    @classmethod
    def of(cls, request: gr.Request, id: Any, practice: Any = "") -> "Place":
        if request.username is None:
            raise gr.Error("Sign in first.", print_exception=False)
        return cls(str(request.username), _entry(id), _count(practice, ROUNDS))


class Page:
    """The events of the page.  Nothing is kept between two of them but trainings under way."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.trainings = Trainings()

    def start(self, request: gr.Request) -> Updates:
        """The page as its address says."""
        wanted = request.query_params.get("exercise", "")
        practice = request.query_params.get("practice", "")
        return [wanted, practice, *self.show(request, wanted, practice)]

    def show(self, request: gr.Request, id: Any, practice: Any) -> Updates:
        """An exercise, the conventions, or the overview."""
        place = Place.of(request, id, practice)
        if place.entry is None:
            return [
                self._contents(place),
                self._text(place, id),
                *updates.no_inputs(),
                *updates.no_rest(),
                *updates.no_hints(),
            ]
        entry, question = place.entry, self._question(place)
        tries = self.desk.tries(place.student, entry.exercise.id)
        before = Entered()
        if tries.last and not place.practice:
            before = given_before(question, tries.last.answer)
        return [
            self._contents(place),
            posed.statement(entry, question),
            *updates.inputs(entry, question, before),
            *updates.rest(entry, tries, place.practice),
            *updates.hints(entry.exercise, self.desk.hints(place.student, entry.exercise.id)),
        ]

    def check(self, request: gr.Request, id: Any, practice: Any, *values: Any) -> Updates:
        """Grade what was entered: the verdict, the list beside it, the standing."""
        place = Place.of(request, id, practice)
        answer = self._entered(place, values)
        if not answer:
            return self._nothing(place)
        return self._checked(place, partial(self._graded, place, answer))

    def train(self, request: gr.Request, id: Any, practice: Any, *values: Any) -> Iterator[Updates]:
        """The same for a training: the lines that it prints as they come, then the verdict."""
        place = Place.of(request, id, practice)
        answer = self._entered(place, values)
        if not answer:
            yield [*self._nothing(place), gr.skip()]
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

    def read(self, request: gr.Request, id: Any, practice: Any, *texts: Any) -> Updates:
        """How every field was understood."""
        place = Place.of(request, id, practice)
        if place.entry is None or not any(texts):
            return [""] * FIELDS
        question = self._question(place)
        asked = len(question.fields)
        return [
            reading(place.entry.exercise, question, i, text) if i < asked else ""
            for i, text in enumerate(texts)
        ]

    def hint(self, request: gr.Request, id: Any, shown: Any) -> Updates:
        """One more hint than is shown: how many were taken, their text, the button."""
        place = Place.of(request, id)
        if place.entry is None:
            return updates.no_hints()
        exercise = place.entry.exercise
        now = self.desk.take_hint(place.student, exercise.id, _count(shown, len(exercise.hints)))
        return updates.hints(exercise, now)

    def reset(self, request: gr.Request, id: Any, practice: Any) -> Updates:
        """The inputs as they were at first."""
        place = Place.of(request, id, practice)
        if place.entry is None:
            return updates.no_inputs()
        return updates.inputs(place.entry, self._question(place), Entered())

    def _text(self, place: Place, id: Any) -> str:
        """What stands on a page without an exercise."""
        if id == conventions.PAGE:
            return conventions.page()
        return course.overview(self._progress(place.student))

    def _question(self, place: Place) -> Question:
        assert place.entry is not None
        return self.desk.question(place.student, place.entry.exercise.id, place.practice)

    def _progress(self, student: str) -> course.Progress:
        records = self.desk.records
        return course.Progress(records.earned(student), records.solved(student))

    def _contents(self, place: Place) -> str:
        current = place.entry.exercise.id if place.entry else ""
        return course.contents(self._progress(place.student), current) + course.who(place.student)

    def _entered(self, place: Place, values: Sequence[Any]) -> Any:
        """The answer in the values of all inputs; None if there is none."""
        if place.entry is None:
            return None
        *typed_and_ticked, program = values
        entered = Entered.from_browser(
            typed_and_ticked[:FIELDS], typed_and_ticked[FIELDS : FIELDS + STATEMENTS], program
        )
        return entered.answer(self._question(place))

    def _nothing(self, place: Place) -> Updates:
        known = place.entry is not None
        text = nothing_yet(self._question(place)) if known else "Choose an exercise first."
        return [sorry(text), gr.skip(), gr.skip()]

    def _checked(self, place: Place, grade: Callable[[], Graded]) -> Updates:
        try:
            return self._shown(place, grade())
        except Busy:
            return [sorry(BUSY), gr.skip(), gr.skip()]
        except Stopped:
            return [sorry(STOPPED), gr.skip(), gr.skip()]
        except RecordsError as error:
            log.error("an answer could not be recorded: %s", error)
            return [sorry(NOT_KEPT), gr.skip(), gr.skip()]

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
        tries = graded.before.with_one_more(graded.attempt)
        return [
            verdict(graded.question, graded.result, [note]),
            self._contents(place),
            updates.standing(place.entry, tries, 0),
        ]


def _entry(id: Any) -> Entry | None:
    try:
        return catalog.entry(id) if isinstance(id, str) and id else None
    except NoSuchExercise:
        return None


def _count(text: Any, most: int) -> int:
    """A number that a browser sent; 0 for whatever else it sent."""
    plain = isinstance(text, str) and len(text) < 9 and text.isascii() and text.isdecimal()
    return min(int(text), most) if plain else 0
