"""Imports point one way, and the command line starts without the heavy parts."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "core": {"core"},
    "sandbox": {"core", "sandbox"},
    "records": {"core", "records"},
    "roster": {"records", "roster"},
    "gradebook": {"core", "records", "gradebook"},
    "intake": {"core", "intake"},
    "batch": {"core", "sandbox", "records", "gradebook", "intake", "batch", "catalog", "facade"},
}
ALLOWED["sandbox"] |= {"settings"}
ALLOWED["batch"] |= {"ending", "settings"}
ALLOWED["teaching"] = ALLOWED["batch"] | {"roster", "teaching"}
OUTSIDE = {"gradio", "sqlalchemy", "alembic", "fastapi", "typer", "rich", "pandas", "exercises"}
IMPURE = OUTSIDE | {"os", "pathlib", "socket", "subprocess", "sqlite3", "tempfile", "shutil"}


def imported(path):
    """The modules that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def files(folder):
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_imports_only_what_lies_below(layer):
    for path in files(f"grader/{layer}"):
        layers = {name.split(".")[1] for name in imported(path) if name.startswith("grader.")}
        assert layers <= ALLOWED[layer], path


def test_the_core_touches_no_world():
    for path in files("grader/core"):
        assert not {name.split(".")[0] for name in imported(path)} & IMPURE, path


def test_only_the_web_knows_gradio():
    for path in files("grader"):
        if "web" not in path.relative_to(ROOT).parts:
            assert not {name for name in imported(path) if name.split(".")[0] == "gradio"}, path


def test_only_the_cluster_knows_dask():
    for path in files("grader"):
        if path.name != "cluster.py":
            assert not {name.split(".")[0] for name in imported(path)} & {"dask", "distributed"}


def test_only_the_edges_know_the_content():
    edges = {"catalog.py"}
    for path in files("grader"):
        if path.name not in edges and "web" not in path.parts:
            assert not {n for n in imported(path) if n.split(".")[0] == "exercises"}, path


def test_exercises_know_only_the_core():
    for path in files("exercises"):
        own = {name for name in imported(path) if name.startswith("grader")}
        assert all(name.startswith("grader.core") for name in own), path


def test_the_command_line_starts_without_the_heavy_parts():
    script = (
        "import sys, grader.__main__ as m; m.commands();"
        "heavy = ('gradio', 'pandas', 'sqlalchemy', 'fastapi', 'openpyxl', 'dask', 'distributed');"
        "print([n for n in heavy if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
