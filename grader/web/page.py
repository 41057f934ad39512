"""What does the student's page show?  Raw values come in, updates of its parts go out."""

from typing import Any

import gradio as gr

from grader.web import conventions, course, posed, updates
from grader.web.answers import Asked, Desk
from grader.web.course import Progress
from grader.web.entered import FIELDS, Entered, given_before
from grader.web.overview import overview
from grader.web.place import Place, count
from grader.web.reading import reading
from grader.web.updates import Updates


class Page:
    """The events of the page that grade nothing.  Nothing is kept between two of them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def start(self, request: gr.Request) -> Updates:
        """The page as its address says."""
        wanted = request.query_params.get("exercise", "")
        practice = request.query_params.get("practice", "")
        return [wanted, practice, *self.show(request, wanted, practice)]

    def show(self, request: gr.Request, id: Any, practice: Any) -> Updates:
        """An exercise, the conventions, or the overview."""
        place = Place.of(request, id, practice)
        if place.entry is None:
            rules = id == conventions.PAGE
            return [
                course.beside(self.desk.records, place.student, conventions.PAGE if rules else ""),
                conventions.page() if rules else self._overview(place),
                *updates.no_inputs(),
                *updates.no_rest(),
                *updates.no_hints(),
            ]
        entry, asked = place.entry, self._asked(place)
        question, tries = asked.question, asked.before
        before = Entered()
        if tries.last:
            before = given_before(question, tries.last.answer)
        return [
            course.beside(self.desk.records, place.student, entry.exercise.id),
            posed.statement(entry, question),
            *updates.inputs(entry, question, before),
            *updates.rest(entry, tries, place.practice),
            *updates.hints(entry.exercise, self.desk.hints(place.student, entry.exercise.id)),
        ]

    def read(self, request: gr.Request, id: Any, practice: Any, *texts: Any) -> Updates:
        """How every field was understood."""
        place = Place.of(request, id, practice)
        if place.entry is None or not any(texts):
            return [""] * FIELDS
        question = self._asked(place).question
        used = len(question.fields)
        return [
            reading(place.entry.exercise, question, i, text) if i < used else ""
            for i, text in enumerate(texts)
        ]

    def hint(self, request: gr.Request, id: Any, shown: Any) -> Updates:
        """One more hint than is shown: how many were taken, their text, the button."""
        place = Place.of(request, id)
        if place.entry is None:
            return updates.no_hints()
        exercise = place.entry.exercise
        now = self.desk.take_hint(place.student, exercise.id, count(shown, len(exercise.hints)))
        return updates.hints(exercise, now)

    def reset(self, request: gr.Request, id: Any, practice: Any) -> Updates:
        """The inputs as they were at first, and no verdict on what was in them."""
        place = Place.of(request, id, practice)
        if place.entry is None:
            return [*updates.no_inputs(), ""]
        return [*updates.inputs(place.entry, self._asked(place).question, Entered()), ""]

    def _overview(self, place: Place) -> str:
        return overview(Progress.of(self.desk.records, place.student))

    def _asked(self, place: Place) -> Asked:
        assert place.entry is not None
        return self.desk.asked(place.student, place.entry.exercise.id, place.practice)
