"""The tab for the gradebook: who has what, under which policy, and files for platforms."""

from typing import Any

import gradio as gr

from exercises import UNITS
from grader.core.phrases import several
from grader.gradebook import POLICIES
from grader.gradebook.profiles import PROFILES
from grader.gradebook.tables import number
from grader.records import Records
from grader.teaching.course import Course, Wanted, course, held, rules_in
from grader.teaching.forms import ENDINGS, FORMATS, Into, form, named_columns
from grader.teaching.pseudonyms import disguise
from grader.web.tabs.wiring import (
    EVENT,
    TABLES,
    contents,
    fetch,
    lines,
    offered,
    served,
    sheet,
    text,
    told,
    words,
)

ALL = "all"
HEAD = ("student_key", "student_name", "exercise", "score", "of", "late (s)", "penalty",
        "status", "mistakes")  # fmt: skip


def build(records: Records) -> None:
    def found(unit: str, ids: str, policy: str, everything: bool, zero: bool, rules: Any) -> Any:
        listed = [id for one in UNITS if one.letter == unit for id in one.exercises]
        stated = rules_in(contents(rules), "The rules", records)
        return stated, course(
            records, stated, Wanted(words(ids) or listed, policy, everything, zero)
        )

    def show(student: str, *choice: Any) -> list[Any]:
        with told():
            stated, known = found(*choice)
        return [lines(held(stated, known)), _rows(known, student.strip().casefold())]

    def export(format: str, template: Any, columns: str, key: Any, *choice: Any) -> list[Any]:
        with told():
            into = Into(contents(template), "The template", named_columns(columns.splitlines()))
            made = form(format, into)
            disguised = disguise(format, contents(key), "The key")
            stated, known = found(*choice)
            filled = made(disguised(known))
        notes = [f"{several(filled.students, 'student')}.", *filled.columns, *held(stated, known)]
        name = f"{format}.{ENDINGS.get(format, 'csv')}"
        return [lines([*notes, *filled.notes]), offered(served(name, filled.data))]

    with gr.Row():
        unit = gr.Radio([ALL, *(one.letter for one in UNITS)], value=ALL, label="Unit")
    with gr.Row():
        ids = gr.Textbox("", label="Only these exercises (ids)")
        student = gr.Textbox(
            "", label="Only students whose key or name has", elem_id="book-student"
        )
    policy = gr.Radio(list(POLICIES), value="best", label="Which attempt counts")
    with gr.Row():
        everything = gr.Checkbox(False, label="Also what was not handed in")
        zero = gr.Checkbox(False, label="Not handed in counts 0")
    rules = gr.File(label="Rules (.toml): deadlines, penalties", file_types=[".toml"], height=150)
    see = gr.Button("Show", variant="primary", elem_id="book-show")
    said = text()
    book = sheet(HEAD, "book", "Scores")
    gr.Markdown(
        "### As a file\n\nA platform's own table, uploaded as template, is filled in. With a key, "
        "pseudonyms stand in our own formats for names and ids."
    )
    format = gr.Radio([*FORMATS, *PROFILES], value="long", label="Format", elem_id="book-format")
    template = gr.File(label="Template", file_types=TABLES, elem_id="book-template", height=150)
    columns = gr.Textbox("", label="Columns of the template, HEADER=ID, one on a line", lines=2)
    key = gr.File(label="Key for pseudonyms", elem_id="book-key", height=150)
    go = gr.Button("Make the file", elem_id="book-export")
    told_about = text()
    file = fetch("File", "book-file")
    choice = [unit, ids, policy, everything, zero, rules]
    see.click(show, [student, *choice], [said, book], api_name="book_show", **EVENT)
    go.click(
        export, [format, template, columns, key, *choice], [told_about, file],
        api_name="book_export", **EVENT,
    )  # fmt: skip


def _rows(found: Course, student: str) -> list[list[str]]:
    return [
        [
            one.student.student_key,
            one.student.student_name,
            one.exercise.id,
            number(one.score),
            number(one.exercise.points),
            "" if one.late_seconds is None else str(one.late_seconds),
            number(one.penalty),
            one.status,
            ";".join(one.attempt.mistakes) if one.attempt else "",
        ]
        for one in found.scores
        if student in f"{one.student.student_key}\n{one.student.student_name}".casefold()
    ]
