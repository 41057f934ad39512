"""The tab for the roster: a file is read, shown, taken in; codes are made and given once."""

from typing import Any

import gradio as gr

from grader.records import Records
from grader.records.codes import STUDENT, roles
from grader.teaching.errors import Impossible
from grader.teaching.people import change, chosen, codes_csv, made, roster_in
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

NOBODY = (
    "Everybody chosen has a code already. To replace codes, untick “Only those who have none”; "
    "the old ones then stop working."
)
HEAD = ("student_key", "student_name", "email", "section", "code")


def build(records: Records, blocks: gr.Blocks) -> None:
    def look(path: Any, key: str) -> list[Any]:
        with told():
            found = change(records, roster_in(_given(path), key.strip()))
        rows = [
            [s.student_key, s.student_name, s.email, s.section, ""] for s in found.roster.students
        ]
        return [lines([*found.sentences, "Nothing is taken in yet."]), rows, gr.skip()]

    def take(path: Any, key: str) -> list[Any]:
        with told():
            found = change(records, roster_in(_given(path), key.strip()))
            records.add_students(found.roster.students)
        return [lines([*found.sentences, "They are in the roster."]), table(), gr.skip()]

    def table() -> list[list[str]]:
        has = roles(records)
        return [
            [s.student_key, s.student_name, s.email, s.section, has.get(s.student_key, "")]
            for s in records.students()
        ]

    def codes(names: str, new: bool) -> list[Any]:
        with told():
            people = chosen(records, words(names), STUDENT, new)
            if not people:
                return [lines([NOBODY]), table(), gr.skip()]
            codes = offered(served("codes.csv", codes_csv(records, people, STUDENT)))
        said = f"{made(len(people))}. Fetch the file now: it is not kept."
        return [lines([said]), table(), codes]

    gr.Markdown("Import a class list: a CSV, or what a learning platform exports.")
    with gr.Row():
        file = gr.File(label="Class list", file_types=TABLES, elem_id="roster-file", height=150)
        key = gr.Textbox("", label="Column that tells students apart (empty: recognised)")
    with gr.Row():
        see = gr.Button("Look", elem_id="roster-look")
        go = gr.Button("Take it in", variant="primary", elem_id="roster-take")
    said = text()
    people = sheet(HEAD, "roster-table", "Students")
    gr.Markdown("Sign-in codes are shown once; a new one replaces the old one.")
    with gr.Row():
        names = gr.Textbox("", label="Only these keys (empty: everybody)")
        new = gr.Checkbox(True, label="Only those who have none")
    make = gr.Button("Make codes", elem_id="roster-codes")
    given = fetch("Codes", "codes-file")
    see.click(look, [file, key], [said, people, given], api_name="roster_look", **EVENT)
    go.click(take, [file, key], [said, people, given], api_name="roster_take", **EVENT)
    make.click(codes, [names, new], [said, people, given], api_name="roster_codes", **EVENT)
    blocks.load(table, None, people, api_name="roster_table", **EVENT)


def _given(path: Any) -> bytes:
    data = contents(path)
    if data is None:
        raise Impossible("Choose a file first.")
    return data
