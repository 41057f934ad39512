"""The tab for the health of the server: isolation, database, versions, room, what is running."""

import gradio as gr

from grader.core.phrases import several
from grader.records import Records, without_password
from grader.teaching.handins import Work
from grader.teaching.health import free_bytes, isolation, places, versions
from grader.web.tabs.wiring import EVENT, lines, text


def build(records: Records, work: Work) -> None:
    def examine() -> str:
        found = isolation()
        layers = [f"{name}: {'up' if up else 'missing'}" for name, up in found["layers"].items()]
        canaries = [f"{name}: {state}" for name, state in found["canaries"].items()]
        people = several(len(records.students()), "student")
        room = free_bytes(places(records)) / 1e9
        facts = [
            f"Database: {without_password(records.name)}, {people}",
            f"Free disk: {room:.1f} GB",
            f"Queue: {work.state}",
            "Versions: " + ", ".join(f"{k} {v}" for k, v in versions().items()),
        ]
        return (
            f"<h3>Isolation: {found['level']}</h3>{lines(layers)}"
            f"<h3>What a program tried</h3>{lines(canaries)}<h3>Server</h3>{lines(facts)}"
        )

    go = gr.Button("Examine this server", variant="primary", elem_id="health-show")
    shown = text()
    go.click(examine, None, shown, api_name="health", **EVENT)
