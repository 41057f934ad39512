"""Which updates make the page show this?  In the order in which `learn` lists its components."""

from typing import Any

import gradio as gr

from grader.catalog import Entry
from grader.core.exercise import Exercise, Question
from grader.core.kinds import Train
from grader.records import Tries
from grader.web import course, posed
from grader.web.entered import FIELDS, STATEMENTS, Entered
from grader.web.labels import label
from grader.web.standing import standing

Updates = list[Any]


def inputs(entry: Entry, question: Question, before: Entered) -> Updates:
    """Fields, readings, rows, ticks, statements, editor: those that the question uses."""
    asked = posed.inputs(entry, question)
    fields = [
        gr.update(
            visible=i < len(asked.labels),
            value=_at(before.typed, i, ""),
            label=label(_at(asked.labels, i, "")),
            placeholder=asked.placeholder,
            lines=asked.lines,
        )
        for i in range(FIELDS)
    ]
    rows = [gr.update(visible=i < len(asked.statements)) for i in range(STATEMENTS)]
    ticks = [_at(before.ticked, i, False) for i in range(STATEMENTS)]
    texts = [_at(asked.statements, i, "") for i in range(STATEMENTS)]
    program = gr.update(visible=asked.program, value=before.program or question.starter)
    return [*fields, *[""] * FIELDS, *rows, *ticks, *texts, program]


def no_inputs() -> Updates:
    hidden = gr.update(visible=False)
    return [
        *[hidden] * FIELDS, *[""] * FIELDS, *[hidden] * STATEMENTS, *[False] * STATEMENTS,
        *[""] * STATEMENTS, hidden,
    ]  # fmt: skip


def rest(entry: Entry, tries: Tries, practice: int) -> Updates:
    """Buttons, those that check and train, verdict, standing, neighbours."""
    trains = entry.exercise.kind == Train.kind
    return [
        gr.update(visible=True),
        gr.update(visible=not trains),
        gr.update(visible=trains),
        "",
        standing(entry, tries, practice),
        course.ways(entry.exercise.id),
    ]


def no_rest() -> Updates:
    return [gr.update(visible=False), gr.skip(), gr.skip(), "", "", ""]


def hints(exercise: Exercise, taken: int) -> Updates:
    """How many were taken, their text, the button for the next one."""
    every = exercise.hints
    button = gr.update(value=posed.hint_button(every, taken), interactive=taken < len(every))
    return [str(taken), posed.hint_list(every, taken), button]


def no_hints() -> Updates:
    return ["0", "", gr.skip()]


def _at(values: tuple[Any, ...], i: int, otherwise: Any) -> Any:
    return values[i] if i < len(values) else otherwise
