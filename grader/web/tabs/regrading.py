"""The tab for a regrade: what today's grader would change, looked at, recorded, taken back."""

import datetime
from collections.abc import Callable
from typing import Any

import gradio as gr

from grader import catalog
from grader.batch.regrade import keeping_higher, regraded
from grader.core.phrases import several
from grader.records import Records
from grader.records.regrades import withdraw
from grader.teaching.diff import HEAD, recorded, rows
from grader.teaching.errors import Impossible
from grader.teaching.handins import Work
from grader.web.tabs.wiring import BUSY, EVENT, PROGRESS, lines, sheet, text, told, words


def build(records: Records, work: Work) -> None:
    def again(ids: str, keep: bool, dry: bool, progress: gr.Progress) -> list[Any]:
        with told():
            only = words(ids)
            for id in only:
                catalog.entry(id)
            found = regraded(records, work.executors, only, told_by(progress))
            kept = keeping_higher(found.different) if keep else list(found.different)
            number = 0 if dry else recorded(records, kept, _now())
        up, down = (sum(s * one.change > 0 for one in kept) for s in (1, -1))
        said = f"Recorded as regrade {number}." if number else "Nothing was recorded."
        counts = f"{several(found.count, 'answer')} graded again, {len(found.different)} differ."
        return [
            lines([counts, f"Points go up in {up} of them, down in {down}.", said]),
            rows(found.different, kept),
            str(number) if number else gr.skip(),
        ]

    def preview(ids: str, keep: bool, progress: Any = PROGRESS) -> list[Any]:
        return again(ids, keep, True, progress)

    def record(ids: str, keep: bool, progress: Any = PROGRESS) -> list[Any]:
        return again(ids, keep, False, progress)

    def undo(typed: str) -> str:
        with told():
            if not (typed.isascii() and typed.isdecimal() and len(typed) < 9):
                raise Impossible("Type the number of the regrade.")
            count = withdraw(records, int(typed), _now())
        return lines([f"Regrade {typed} is taken back; attempts that count as before it: {count}."])

    gr.Markdown("After a change of an exercise: recorded answers under today's grader.")
    ids = gr.Textbox("", label="Only these exercises (ids)")
    keep = gr.Checkbox(False, label="Take no points away")
    with gr.Row():
        see = gr.Button("Preview", variant="primary", elem_id="regrade-preview")
        go = gr.Button("Record it", elem_id="regrade-record")
    said = text()
    diff = sheet(HEAD, "diff", "What changes")
    with gr.Row():
        number = gr.Textbox("", label="Number of a regrade to take back")
        back = gr.Button("Take it back", elem_id="regrade-undo")
    shown: dict[str, Any] = {"show_progress_on": [diff], **BUSY}
    see.click(preview, [ids, keep], [said, diff, number], api_name="regrade_preview", **shown)
    go.click(record, [ids, keep], [said, diff, number], api_name="regrade_record", **shown)
    back.click(undo, number, said, api_name="regrade_undo", **EVENT)


def told_by(progress: gr.Progress) -> Callable[[int, int], None]:
    def step(done: int, total: int) -> None:
        progress((done, total), desc="Grading again", unit="answers")

    return step


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
