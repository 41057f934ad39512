"""The tab for a class's hand-ins: how a zip is read is shown before anything is graded."""

from typing import Any

import gradio as gr

from grader.intake.detect import AUTO
from grader.intake.layouts import LAYOUTS
from grader.intake.layouts.pattern import PATTERN
from grader.records import Records
from grader.teaching.handins import HEAD, Work, matched, read
from grader.web.tabs.wiring import (
    BUSY,
    EVENT,
    PROGRESS,
    fetch,
    lines,
    offered,
    served,
    sheet,
    text,
    told,
)

GRADED = ("student", "exercise", "attempt", "points", "of", "status", "mistakes")
STOPPED = "It was stopped. What is graded is recorded; Grade goes on where it stopped."


def build(records: Records, work: Work) -> None:
    def look(path: Any, layout: str, pattern: str) -> list[Any]:
        with told():
            found = read(path, layout, pattern)
        sentences, rows = matched(found, records)
        return [lines(sentences), rows, gr.update(interactive=bool(found.submissions))]

    def grade(path: Any, layout: str, pattern: str, progress: Any = PROGRESS) -> list[Any]:
        with told():
            found = read(path, layout, pattern)
            done = work.graded(
                found,
                records,
                lambda n, total, left: progress((n, total), desc=left, unit="answers"),
            )
        if done is None:
            return [lines([STOPPED]), [], gr.skip()]
        rows = [
            [a.student, a.exercise, str(a.number), f"{a.points:g}", f"{a.max_points:g}", a.status,
             ";".join(a.mistakes)]
            for a in done.report.attempts(records)
        ]  # fmt: skip
        return [lines(done.sentences), rows, offered(served("graded.zip", done.files))]

    def stop() -> None:
        work.stop()
        gr.Info("It stops after the answers that are being graded now.")

    gr.Markdown("Upload the zip that your learning platform gives, or one of folders by student.")
    upload = gr.File(label="Hand-ins (.zip)", file_types=[".zip"], elem_id="zip", height=150)
    layout = gr.Radio([AUTO, *LAYOUTS, PATTERN], value=AUTO, label="Layout", elem_id="layout")
    pattern = gr.Textbox(
        "",
        label="For layout pattern: a regular expression for the paths",
        placeholder=r"(?P<student>[^/]+)/(?P<file>.+)",
    )
    with gr.Row():
        see = gr.Button("Look", elem_id="zip-look")
        go = gr.Button("Grade", variant="primary", elem_id="zip-grade", interactive=False)
        halt = gr.Button("Stop", elem_id="zip-stop")
    said = text()
    matching = sheet(HEAD, "matching", "What was found")
    scores = sheet(GRADED, "graded", "Graded")
    files = fetch("Scores and feedback", "zip-out")
    given = [upload, layout, pattern]
    see.click(look, given, [said, matching, go], api_name="handins_look", **EVENT)
    go.click(
        grade, given, [said, scores, files], api_name="handins_grade",
        show_progress_on=[scores], **BUSY,
    )  # fmt: skip
    halt.click(stop, None, None, api_name="handins_stop", queue=False, **EVENT)
