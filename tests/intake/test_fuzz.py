"""Whatever is handed in, reading it comes to an end with answers and problems."""

import contextlib
import io
import json
import string
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.intake import UnreadableFile, UnusableInput, collect, in_memory, read_program, scan
from grader.intake.archive import Budget, listed
from grader.intake.layouts import LAYOUTS
from grader.intake.zipformat import DamagedZip
from tests.intake.made import FUNCTIONS, IDS, notebook, zipped

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)
PIECES = [
    "def softmax(U):", "    return U", "x = 1", "x = y", "x += 1", "import numpy as np",
    "W = np.zeros(3)", "from helpers import *", "import helpers as h", "from . import helpers",
    "%matplotlib inline", "!ls \\", "  !ls", "%%time", "f?", "answers = {'score_shapes': [1, 2]}",
    "answers['x'] = -x", "answers |= dict(softmax=1)", "answers.update({**a})",
    "class A(B): pass", "@cached", "if x:", "try:", "except E as e:", "finally:", "else:",
    "for i in x: pass", "await x", "return", "yield 1", "lambda: (yield)", "x: int = 3",
    "(a, *b), c = d", "global x", "nonlocal x", "'''", '"""', "\\", "(", ")", "[", "]", "{", "}",
    "ö = 'ü'; ß = 3", "x = 1;", "# coding: utf-16", "\t", "\x0c", "\x00",
    "from __future__ import annotations", "from __future__ import braces", "match x:",
    "  case 1: pass", "type X = int", "del np", "print(1)", "async def f(): await g()",
    "x = [i for i in y if (z := i)]",
]  # fmt: skip
programs = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=12).map("\n".join)


def collected(*files):
    result = collect([in_memory(name, data) for name, data in files], IDS, FUNCTIONS)
    assert result.answers or result.problems
    for answer in result.answers:
        json.dumps(answer.content, allow_nan=False).encode()
    for problem in result.problems:
        str(problem).encode()
    return result


@settings(deadline=None)
@given(programs)
def test_programs(text):
    collected(("a.py", text.encode("utf-8", "replace")))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_bytes_of_any_kind(data):
    for name in ("a.py", "a.ipynb", "answers.json", "a.zip", "a"):
        collected((name, data))


@settings(deadline=None)
@given(st.lists(programs, max_size=4))
def test_notebooks_of_programs(cells):
    program = read_program("n.ipynb", notebook(*cells))
    assert len(program.places) in (0, program.source.count("\n"))
    compile(program.source, "taken", "exec")
    collected(("n.ipynb", notebook(*cells)))


@settings(deadline=None)
@given(programs, programs, programs)
def test_files_that_import_each_other(one, other, cell):
    files = (
        ("softmax.py", one.encode("utf-8", "replace")),
        ("helpers.py", other.encode("utf-8", "replace")),
        ("n.ipynb", notebook(cell)),
    )
    for answer in collected(*files).answers:
        if answer.places:
            assert len(answer.places) == answer.content.count("\n")


@settings(deadline=None)
@given(anything)
def test_json_of_any_form(value):
    data = json.dumps(value).encode()
    collected(("a.ipynb", data))
    collected(("answers.json", data))


@settings(deadline=None)
@given(anything, anything, st.lists(anything, max_size=3))
def test_notebooks_of_any_form(source, kind, others):
    cells = [{"cell_type": "code", "source": source}, {"cell_type": kind, "input": "x"}, *others]
    for content in ({"cells": cells}, {"worksheets": [{"cells": cells}, *others]}):
        collected(("a.ipynb", json.dumps(content).encode()))


@settings(deadline=None)
@given(anything)
def test_literal_answers_of_any_form(value):
    text = f"answers = {{'score_shapes': {value!r}}}"
    collected(("a.py", text.encode("utf-8", "replace")))


NESTS = [
    "(", "[", "{", "-", "not ", "lambda: ", "a.", "x = ", "f(", "'", "1 if ", "elif x:\n",
    "if x:\n ", '{"a":', "f'{", "@a\n", "a and ",
]  # fmt: skip


@pytest.mark.parametrize("opening", NESTS)
@pytest.mark.parametrize("count", [90, 900, 60_000])
def test_nesting_without_end(opening, count):
    for name in ("a.py", "answers.json", "a.ipynb"):
        collected((name, opening.encode() * count))
    collected(("a.ipynb", notebook(opening * count)))


members = st.dictionaries(
    st.text(st.sampled_from(string.ascii_letters + "/._-ÄŁ李 "), min_size=1, max_size=12),
    st.binary(max_size=60),
    max_size=6,
)


@settings(deadline=None)
@given(members)
def test_zips_hold_what_the_standard_library_finds_in_them(files):
    data = zipped(files)
    ours, _ = listed(lambda at, n: data[at : at + n], len(data), Budget())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert {file.read() for file in ours} <= set(found.values())
    assert {file.name for file in ours} >= {name for name in found if name.isalpha()}


@settings(deadline=None)
@given(members, st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=8))
def test_damaged_zips(files, changes):
    data = bytearray(zipped(files))
    for at, byte in changes:
        data[at % len(data)] = byte
    try:
        found, _ = listed(lambda at, n: bytes(data[at : at + n]), len(data), Budget())
    except DamagedZip:
        return
    for file in found:
        with contextlib.suppress(UnreadableFile):
            assert len(file.read()) == file.size


PARTS = [
    "ana", "_", "4711", "LATE", "anon_a1B2c", "assignsubmission_file", "Participant", "attempt",
    "2026-10-01-23-02-33", "2026-13-41-99-99-99", " - ", "123-456", "Oct 1, 2026 1102 PM",
    "Foo 99, 2026 9999 AM", "submission_1", "submitted", "timestamp.txt", ".txt", ".py", "/", "-",
    "ps1-submissions", "ps1-", "submission_metadata.yml", "index.html", "a.zip", "(", "\n",
]  # fmt: skip
paths = st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map("".join)
paths = paths.map(lambda path: path.strip("/") or "a")


@settings(deadline=None)
@given(st.dictionaries(paths, st.binary(max_size=40), max_size=6), st.text(max_size=10))
def test_paths_of_any_kind_in_every_layout(tree, root):
    files = [in_memory(name, content) for name, content in tree.items()]
    for layout in LAYOUTS.values():
        pieces = layout.pieces(files, root)
        assert set(pieces) <= set(tree)
        assert all(piece.student_key for found in pieces.values() for piece in found)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(paths, st.binary(max_size=40), max_size=6))
def test_scans_of_zips_with_paths_of_any_kind(tmp_path, tree):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped(tree))
    try:
        result = scan(path)
    except UnusableInput:
        return
    keys = [(one.student_key, one.attempt) for one in result.submissions]
    assert len(keys) == len(set(keys)) == len({one.ref for one in result.submissions})
    for one in result.submissions:
        collect(one.files, IDS, FUNCTIONS)
