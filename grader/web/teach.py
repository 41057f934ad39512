"""The instructor's page: its own application, behind its own door."""

import gradio as gr

from grader.web.answers import Desk


def build(desk: Desk) -> gr.Blocks:
    with gr.Blocks(title="Chainrule: teaching", analytics_enabled=False) as blocks:
        gr.Markdown("# Teaching\n\nEverybody's scores: [scores.csv](/scores.csv).")
    blocks.state_session_capacity = 50
    return blocks.queue(api_open=False)
