"""The tab for one student: every attempt with what was handed in and what came of it."""

from typing import Any

import gradio as gr

from grader import catalog
from grader.gradebook.likeness import text_of
from grader.records import Attempt, Records, Student
from grader.web.tabs.wiring import EVENT, lines
from grader.web.words import amount, block, counted, literal, sign

MOST = 20  # students who fit what was typed


def build(records: Records) -> None:
    def show(typed: str) -> str:
        wanted = typed.strip().casefold()
        people = records.students()
        exact = [one for one in people if one.student_key == typed.strip()]
        found = exact or [one for one in people if wanted in _names(one)]
        if len(found) != 1:
            return _several(found)
        (student,) = found
        attempts = sorted(records.every_attempt(student.student_key), key=_place)
        head = f"<h3>{literal(student.student_name or student.student_key)}</h3>"
        return head + ("".join(map(_attempt, attempts)) or "<p>Nothing was handed in.</p>")

    with gr.Row():
        who = gr.Textbox("", label="Key or a part of the name", elem_id="who")
        go = gr.Button("Show", variant="primary", elem_id="who-show")
    shown = gr.Markdown(latex_delimiters=[], elem_id="attempts")
    gr.on([go.click, who.submit], show, who, shown, api_name="student", **EVENT)


def _place(attempt: Attempt) -> tuple[int, str, int]:
    """Where an attempt stands: in lecture order, exercises that are no more at the end."""
    ids = catalog.ids()
    known = attempt.exercise in ids
    return ids.index(attempt.exercise) if known else len(ids), attempt.exercise, attempt.number


def _names(student: Student) -> str:
    return f"{student.student_key}\n{student.student_name}".casefold()


def _several(found: list[Student]) -> str:
    if not found:
        return "Nobody is called so."
    names = [f"{one.student_key}  {one.student_name}" for one in found[:MOST]]
    return lines([f"{len(found)} students fit; type a whole key.", *names])


def _attempt(attempt: Attempt) -> str:
    """One attempt, folded up."""
    known = attempt.exercise in catalog.ids()
    title = catalog.exercise(attempt.exercise).title if known else attempt.exercise
    result: Any = attempt.result
    checks = "".join(
        f"<li>{sign('✓', 'right') if one['passed'] else sign('✗', 'not right')}"
        f"{literal(one['name'])}: {amount(one['points'])}/{amount(one['max_points'])} "
        f"{literal(one['message'])}</li>"
        for one in result["checks"]
    )
    when = f", {attempt.submitted_at}" if attempt.submitted_at else ""
    return (
        f"<details><summary>{literal(title)}, attempt {attempt.number}: {amount(attempt.points)} "
        f"of {counted(attempt.max_points)} ({literal(attempt.status)}, {literal(attempt.source)}"
        f"{when})</summary><p>{literal(result['feedback'])}</p><ul>{checks}</ul>"
        f"{block(text_of(attempt.answer))}</details>"
    )
