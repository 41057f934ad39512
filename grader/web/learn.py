"""The student's page: one fixed set of components that every exercise reuses."""

from typing import Any

import gradio as gr

from grader.web.answers import Desk
from grader.web.checking import Checking
from grader.web.entered import FIELDS, STATEMENTS
from grader.web.page import Page

MATH = [
    {"left": "$$", "right": "$$", "display": True},
    {"left": "$", "right": "$", "display": False},
]
# One POST that `direct` answers, no queue, no state in this process; raw values, checked by us.
DIRECT: dict[str, Any] = {
    "queue": False,
    "preprocess": False,
    "show_progress": "hidden",
    "api_visibility": "private",
}
# A training takes seconds and shows how it goes, which needs the queue.
QUEUED: dict[str, Any] = {**DIRECT, "queue": True}
AT_ONCE = 4  # trainings that run at the same time


def build(desk: Desk) -> gr.Blocks:
    """The page, laid out and wired."""
    page, checking = Page(desk), Checking(desk)
    with gr.Blocks(title="Chainrule", analytics_enabled=False) as blocks:
        id = gr.Textbox("", show_label=False, elem_id="exercise", elem_classes="off")
        practice = gr.Textbox("", show_label=False, elem_id="practice", elem_classes="off")
        taken = gr.Textbox("0", show_label=False, elem_id="taken", elem_classes="off")
        turn = gr.Button("Show", elem_id="turn", elem_classes="off")
        with gr.Sidebar(width=310, elem_id="side"):
            contents = gr.Markdown(elem_id="contents")
        question = gr.Markdown(latex_delimiters=MATH, elem_id="question")
        rows, ticks, texts = _statement_rows()
        fields, readings = _fields()
        code = gr.Code(
            language="python", lines=12, visible=False, elem_id="code", label="Your program",
            buttons=["copy"], wrap_lines=False,
        )  # fmt: skip
        with gr.Row(visible=False, elem_id="buttons") as buttons:
            go = gr.Button("Check", variant="primary", elem_id="check", min_width=120)
            train = gr.Button(
                "Train and check", variant="primary", elem_id="train", min_width=120, visible=False
            )
            # Seen while something is running, see style.css.
            stop = gr.Button("Stop", elem_id="stop", min_width=120)
            hint = gr.Button("Hint", elem_id="hint", min_width=120)
            reset = gr.Button("Start again", elem_id="reset", min_width=120)
        hints = gr.Markdown(latex_delimiters=MATH, elem_id="hints")
        card = gr.Markdown(latex_delimiters=MATH, elem_id="verdict")
        standing = gr.Markdown(elem_id="standing")
        ways = gr.Markdown(elem_id="ways")

        inputs = [*fields, *readings, *rows, *ticks, *texts, code]
        help = [taken, hints, hint]
        rest = [buttons, go, train, card, standing, ways]
        shown = [contents, question, *inputs, *rest, *help]
        entered = [id, practice, *fields, *ticks, code]
        blocks.load(page.start, None, [id, practice, *shown], api_name="start", **DIRECT)
        turn.click(
            page.show,
            [id, practice],
            shown,
            api_name="show",
            # Two steps in a row, forward and back: the last one counts.
            trigger_mode="always_last",
            **DIRECT,
        )
        gr.on(
            [go.click, *(field.submit for field in fields)],
            checking.check,
            entered,
            [card, contents, standing],
            api_name="check",
            trigger_mode="once",
            **DIRECT,
        )
        train.click(
            checking.train,
            entered,
            card,
            api_name="train",
            trigger_mode="once",
            concurrency_limit=AT_ONCE,
            **QUEUED,
        ).then(
            checking.trained,
            [id, practice],
            [contents, standing],
            api_name="trained",
            **DIRECT,
        )
        stop.click(checking.stop, None, None, api_name="stop", **DIRECT)
        gr.on(
            # Not `input`: it hears keys, but no pasting and no deleting.
            [field.change for field in fields],
            page.read,
            [id, practice, *fields],
            readings,
            api_name="read",
            trigger_mode="always_last",
            **DIRECT,
        )
        hint.click(page.hint, [id, taken], help, api_name="hint", **DIRECT)
        reset.click(page.reset, [id, practice], [*inputs, card], api_name="reset", **DIRECT)
    blocks.state_session_capacity = 1000
    blocks.max_threads = 40
    return blocks.queue(api_open=False)


def _statement_rows() -> tuple[list[Any], list[Any], list[Any]]:
    rows, ticks, texts = [], [], []
    for letter in "ABCDEFGHIJKL"[:STATEMENTS]:
        with gr.Row(visible=False, elem_classes="statement", elem_id=f"row-{letter}") as row:
            ticks.append(
                gr.Checkbox(label=letter, container=False, scale=0, min_width=60,
                            elem_id=f"tick-{letter}")
            )  # fmt: skip
            texts.append(gr.Markdown(latex_delimiters=MATH, elem_id=f"text-{letter}"))
        rows.append(row)
    return rows, ticks, texts


def _fields() -> tuple[list[Any], list[Any]]:
    fields, readings = [], []
    for i in range(FIELDS):
        fields.append(gr.Textbox("", visible=False, elem_id=f"field-{i}", elem_classes="field"))
        readings.append(
            gr.Markdown(latex_delimiters=MATH, elem_id=f"reading-{i}", elem_classes="reading")
        )
    return fields, readings
