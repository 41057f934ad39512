"""Makes a class: folders of students who hand in the programs of tests/submissions."""

import itertools
import json
from pathlib import Path

PROGRAMS = Path(__file__).parents[1] / "submissions"


def handed_in(folder, students):
    """Students with a few programs each, as .py files, as a notebook, with literal answers."""
    every = {unit.name: sorted(unit.glob("*.py")) for unit in sorted(PROGRAMS.iterdir())}
    turns = {name: itertools.cycle(paths) for name, paths in every.items()}
    for number in range(students):
        place = folder / f"student{number:03}"
        place.mkdir(parents=True)
        chosen = [list(turns)[(number + i) % len(turns)] for i in range(2)]
        sources = [next(turns[name]).read_text() for name in chosen]
        if number % 3 == 0:
            (place / "work.ipynb").write_text(notebook(sources))
        else:
            for name, source in zip(chosen, sources, strict=True):
                (place / f"{name}.py").write_text(source)
        answers = {"layer_parameters": "m*r + r" if number % 2 else "m*r", "score_shapes": [300, 3]}
        (place / "answers.json").write_text(json.dumps(answers))
    return folder


def notebook(sources):
    cells = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [],
         "id": f"cell{i}", "source": source}
        for i, source in enumerate([*sources, "import matplotlib.pyplot as plt\nplt.plot([1])"])
    ]  # fmt: skip
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
