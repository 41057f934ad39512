"""The instructor's page: its own application, behind its own door."""

import gradio as gr

from grader.teaching.handins import Work
from grader.web.answers import Desk
from grader.web.tabs import gradebook, handins, health, regrading, roster, statistics, student

OFTEN = 600  # seconds after which what was uploaded or fetched is looked through
HOUR = 3600  # and the age at which it is taken away


def build(desk: Desk) -> gr.Blocks:
    records, work = desk.records, Work()
    with gr.Blocks(
        title="Chainrule: teaching", analytics_enabled=False, delete_cache=(OFTEN, HOUR)
    ) as blocks:
        gr.Markdown("# Teaching", elem_id="teach")
        with gr.Tabs():
            with gr.Tab("Roster"):
                roster.build(records, blocks)
            with gr.Tab("Hand-ins"):
                handins.build(records, work)
            with gr.Tab("Gradebook"):
                gradebook.build(records)
            with gr.Tab("Student"):
                student.build(records)
            with gr.Tab("Statistics"):
                statistics.build(records)
            with gr.Tab("Regrade"):
                regrading.build(records, work)
            with gr.Tab("Health"):
                health.build(records, work)
    blocks.state_session_capacity = 50
    return blocks.queue(api_open=False, max_size=20)
