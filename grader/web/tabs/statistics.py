"""The tab for statistics: how hard exercises were, who made which mistake, what looks alike."""

from typing import Any

import gradio as gr

from grader import catalog
from grader.batch.files import exercise_rows
from grader.gradebook.clusters import clusters
from grader.gradebook.likeness import Group, groups
from grader.gradebook.statistics import causes, items
from grader.gradebook.tables import table
from grader.records import Records
from grader.teaching.statistics import (
    CAUSES,
    CLUSTERS,
    COLUMNS,
    cause_rows,
    causes_csv,
    cluster_rows,
    clusters_csv,
    item_rows,
    items_csv,
    unknown_names,
)
from grader.web.tabs.difficulty import difficulties
from grader.web.tabs.wiring import EVENT, fetch, lines, offered, served, sheet, text

HINT = (
    "Answers that look alike are a hint of where to look, never a verdict: a usual mistake makes "
    "many answers the same, and a short program can hardly be written in two ways."
)
UNEXPLAINED = (
    "Three students or more whose functions returned the same numbers, which no known mistake "
    "explains: add the mistake to the exercise, then grade again."
)
ALIKE = ("exercise", "what is alike", "students", "how many", "one of them")


def build(records: Records) -> None:
    def show() -> list[Any]:
        attempts, rows = records.attempts(), exercise_rows()
        found, reasons = items(attempts, rows), causes(attempts, rows)
        unexplained = clusters(attempts)
        kinds = {e.exercise.id: e.exercise.kind for e in catalog.entries()}
        alike = groups(attempts, {id for id, kind in kinds.items() if kind == "function"})
        strange = [f"{name!r}: {count}" for name, count in unknown_names(attempts)]
        picture = difficulties([(one.exercise, one.difficulty) for one in found])
        return [
            picture,
            item_rows(found),
            cause_rows(reasons),
            cluster_rows(unexplained),
            _rows(alike),
            lines(strange) or "None.",
            offered(
                served("exercises.csv", items_csv(found)),
                served("causes.csv", causes_csv(reasons)),
                served("unexplained.csv", clusters_csv(unexplained)),
                served("alike.csv", table([ALIKE, *_rows(alike)])),
            ),
        ]

    go = gr.Button("Show", variant="primary", elem_id="stats-show")
    picture = gr.Markdown(latex_delimiters=[], elem_id="difficulty")
    gr.Markdown(
        "`difficulty`: the part of the points that first attempts earn (1 is easy). "
        "`discrimination`: the correlation of first attempts with those at everything else; where "
        "`few` is True it rests on fewer than 10 students and says little."
    )
    exercises = sheet(COLUMNS, "stats", "Exercises")
    reasons = sheet(CAUSES, "causes", "Causes")
    gr.Markdown(UNEXPLAINED)
    unexplained = sheet(CLUSTERS, "clusters", "Mistakes that nobody has written down")
    gr.Markdown(HINT)
    alike = sheet(ALIKE, "alike", "Answers that look alike")
    gr.Markdown("Names that no exercise knows; perhaps one of them is right:")
    strange = text()
    files = fetch("As CSV", "stats-files", several=True)
    shown = [picture, exercises, reasons, unexplained, alike, strange, files]
    go.click(show, None, shown, api_name="statistics", **EVENT)


def _rows(alike: list[Group]) -> list[list[str]]:
    return [
        [one.exercise, one.likeness, ";".join(one.students), str(len(one.students)), one.sample]
        for one in alike
    ]
