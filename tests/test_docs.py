"""What the pages for instructors and operators tell people to type does what they say."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import typer

from grader.__main__ import commands
from grader.records import Records, Student
from grader.settings import SETTINGS, found
from tests.records.conftest import new

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
CLASS = "student_key,student_name,email\nana,Ana Ng,ana@uni.example\nben,Ben,\neve,Eve,\n"
ANSWERS = "answers = {'layer_parameters': 'm*r', 'score_shapes': [300, 3]}\n"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def fenced(page, kind):
    text = (ROOT / "docs" / page).read_text()
    return [body for found, body in FENCE.findall(text) if found == kind]


def typed(page):
    """What a page says to type, with what it says will be printed."""
    parts = [part for body in fenced(page, "console") for part in body.split("$ ")[1:]]
    return [(command, told) for command, _, told in (part.partition("\n") for part in parts)]


def pattern(told):
    return ".*".join(map(re.escape, re.split(r"…\n?", told)))


@pytest.fixture
def shell(tmp_path):
    """`shell("ls")` runs a line in a folder with a class and our docs in it; `python` is ours."""
    (tmp_path / "class.csv").write_text(CLASS)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    with zipfile.ZipFile(tmp_path / "hand-ins.zip", "w") as archive:
        for name in ("ana", "ben", "eve"):
            archive.writestr(f"{name}/answers.py", ANSWERS)
    programs = tmp_path.with_name(f"{tmp_path.name}-bin")
    programs.mkdir()
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (programs / "python").chmod(0o755)
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("CHAINRULE_")}
    path = f"{programs}:{os.environ['PATH']}"
    environment = {**inherited, "PATH": path, "PYTHONPATH": str(ROOT)}

    def run(line):
        return subprocess.run(
            line, shell=True, cwd=tmp_path, env=environment, text=True, timeout=300,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    return run


def follow(page, shell):
    lines = typed(page)
    assert lines
    for command, told in lines:
        done = shell(command)
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        assert re.fullmatch(pattern(told), done.stdout, re.DOTALL), f"{command}\n{done.stdout}"


def test_instructors_get_what_their_page_promises(shell, tmp_path):
    follow("instructors.md", shell)
    assert len((tmp_path / "graded" / "scores.csv").read_text().splitlines()) == 7
    assert (tmp_path / "diff.csv").read_text().count("\n") == 1
    assert "N times too small" in (tmp_path / "example" / "feedback" / "ben.md").read_text()


def test_operators_get_what_their_page_promises(shell, tmp_path):
    (tmp_path / "data").mkdir()
    with Records.open(f"sqlite:///{tmp_path / 'data' / 'chainrule.db'}") as records:
        records.add_students([Student("ana", "Ana Ng"), Student("ben", "Ben Ng")])
        records.record_all(new(points, student="ana") for points in (1.0, 2.0, 3.0))
    follow("operations.md", shell)
    assert "Ana" not in (tmp_path / "research.csv").read_text()


def test_the_table_of_settings_is_complete():
    text = (ROOT / "docs" / "operations.md").read_text()
    for name, setting in SETTINGS.items():
        option = f" `{setting.option}` " if setting.option else " "
        assert f"| `{name}` | `{setting.variable}` |{option}|" in text


def test_the_file_of_settings_can_be_used_as_it_stands(tmp_path, monkeypatch):
    (body,) = fenced("operations.md", "toml")
    (tmp_path / "mine.toml").write_text(body)
    monkeypatch.setenv("CHAINRULE_CONFIG", str(tmp_path / "mine.toml"))
    monkeypatch.delenv("CHAINRULE_DB", raising=False)
    for name in tomllib.loads(body):
        assert found(SETTINGS[name]).source == str(tmp_path / "mine.toml")


def words(page):
    """Every command of ours on a page, as words, wherever it stands."""
    text = re.sub(r"\\\n", " ", page.read_text())
    found = re.findall(r"python -m grader ([^`\n]*)", text)
    return [line.partition(" #")[0].split() for line in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_only_commands_and_options_that_there_are(page):
    for line in words(page):
        command = typer.main.get_command(commands())
        rest = list(line)
        while rest and hasattr(command, "commands") and rest[0] in command.commands:
            command = command.commands[rest.pop(0)]
        known = {option for one in command.params for option in one.opts} | {"--config", "--debug"}
        options = [word.partition("=")[0].strip(".,;)") for word in rest if word.startswith("--")]
        assert not hasattr(command, "commands") or not rest or rest[0] == "…", line
        assert {*options} <= known, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_links_to_pages_that_there_are(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        assert target.startswith("http") or (page.parent / target).exists(), target
