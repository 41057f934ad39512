"""How does each grader get the same exercise and the same programs?"""

import csv
import json
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from bench.peers.measured import SECONDS, Measured, ran

START = SECONDS + 16  # a process that has to start a kernel first gets more by the clock
POINTS = 3
SETUP = """
import numpy as np
def reference(A, dZ):
    return A.T @ dZ, dZ.sum(axis=0, keepdims=True)
rng = np.random.default_rng(0)
shapes = [(7, 4, 3), (1, 4, 2), (4, 4, 4), (5, 1, 1)]
cases = [(rng.normal(size=(n, m)), rng.normal(size=(n, r))) for n, m, r in shapes]
"""
TEST = """
for A, dZ in cases:
    expected = reference(A, dZ)
    got = affine_grads(A, dZ)
    for g, e in zip(got, expected):
        assert np.shape(g) == np.shape(e)
        np.testing.assert_allclose(g, e)
"""

Programs = Mapping[str, str]


def chainrule(programs: Programs, folder: Path, python: Path) -> Measured:
    """All in one process, as a class is graded."""
    (folder / "programs.json").write_text(json.dumps(programs))
    script = (
        "import json, sys\n"
        "from grader import grade\n"
        "programs = json.load(open('programs.json'))\n"
        "results = {n: grade('affine_grads', s) for n, s in programs.items()}\n"
        "json.dump({n: r.points / r.max_points for n, r in results.items()}, open('m.json', 'w'))\n"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r})\n{script}"]
    done = ran(command, folder, 600)
    return Measured(json.loads((folder / "m.json").read_text()), done.seconds, done.peak)


def pytest(programs: Programs, folder: Path, python: Path) -> Measured:
    """One process for each program; its exit status is the verdict."""
    body = "\n".join(f"    {line}" for line in TEST.splitlines())
    (folder / "test_work.py").write_text(
        f"from work import affine_grads\n{SETUP}\ndef test_all():\n{body}\n"
    )
    found = Measured()
    for name, source in programs.items():
        (folder / "work.py").write_text(source)
        command = [str(python), "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        done = ran(command, folder, SECONDS + 1)
        found.marks[name] = float(done.code == 0)
        found.seconds += done.seconds
        found.peak = max(found.peak, done.peak)
    return found


def otter(programs: Programs, folder: Path, python: Path) -> Measured:
    """`otter run` for each program, with the tests in an autograder of its own."""
    doctest = "\n".join(
        f"... {line}" if line.startswith(" ") else f">>> {line}"
        for line in (SETUP + TEST).splitlines()
        if line
    )
    # A block ends with an empty continuation line, or doctest reads on.
    lines = doctest.splitlines()
    closed = []
    for i, line in enumerate(lines):
        closed.append(line)
        if line.startswith("... ") and (i + 1 == len(lines) or lines[i + 1].startswith(">>>")):
            closed.append("... ")
    case = {"code": "\n".join(closed), "hidden": False, "locked": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": "q1", "points": POINTS, "suites": [suite]}
    with zipfile.ZipFile(folder / "autograder.zip", "w") as archive:
        archive.writestr("otter_config.json", json.dumps({"show_stdout": True}))
        archive.writestr("tests/q1.py", f"OK_FORMAT = True\n\ntest = {test!r}\n")
    found = Measured()
    for name, source in programs.items():
        (folder / "work.ipynb").write_text(json.dumps(notebook([source])))
        (folder / "results.json").unlink(missing_ok=True)
        command = [str(python.with_name("otter")), "run", "work.ipynb", "-a", "autograder.zip"]
        done = ran([*command, "-o", "."], folder, START)
        found.marks[name] = _otter_marks(folder / "results.json")
        found.seconds += done.seconds
        found.peak = max(found.peak, done.peak)
    return found


def _otter_marks(path: Path) -> float:
    if not path.exists():
        return 0.0
    tests = json.loads(path.read_text())["tests"]
    return sum(t["score"] for t in tests if t["name"] == "q1") / POINTS


def nbgrader(programs: Programs, folder: Path, python: Path) -> Measured:
    """A course with one assignment; `nbgrader autograde` runs every notebook in a kernel."""
    tool = str(python.with_name("nbgrader"))
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.ExecutePreprocessor.timeout = {int(SECONDS)}\n"
        "c.ExecutePreprocessor.interrupt_on_timeout = True\n"
    )
    keys = {f"s{i:02}": name for i, name in enumerate(programs)}
    _write(folder / "source" / "a" / "a.ipynb", notebook(["# your function"], graded=True))
    for key, name in keys.items():
        made = notebook([programs[name]], graded=True)
        _write(folder / "submitted" / key / "a" / "a.ipynb", made)
    ran([tool, "generate_assignment", "a", "--force"], folder, 120, "generate.txt")
    done = ran([tool, "autograde", "a", "--force"], folder, 1200)
    ran([tool, "export"], folder, 120, "export.txt")
    found = Measured(dict.fromkeys(programs, 0.0), done.seconds, done.peak)
    with (folder / "grades.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["student_id"] in keys:
                found.marks[keys[row["student_id"]]] = float(row["score"] or 0) / POINTS
    return found


def _write(path: Path, made: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made))


def notebook(sources: list[str], graded: bool = False) -> dict:
    """A notebook with these cells; `graded` adds nbgrader's marks and its cell with the tests."""
    answer = {"grade": False, "solution": True, "locked": False, "grade_id": "answer"}
    tests = {"grade": True, "solution": False, "locked": True, "grade_id": "tests"}
    cells = [_cell(source, "code0", answer if graded else None) for source in sources]
    if graded:
        cells.append(_cell(SETUP + TEST, "code1", {**tests, "points": POINTS}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "nbformat": 4, "nbformat_minor": 5, "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
    }  # fmt: skip


def _cell(source: str, id: str, marks: dict | None) -> dict:
    metadata = {"nbgrader": {**marks, "schema_version": 3, "task": False}} if marks else {}
    return {
        "cell_type": "code", "id": id, "metadata": metadata, "source": source,
        "execution_count": None, "outputs": [],
    }  # fmt: skip
