import json

import pytest

from grader.intake import read_program
from tests.intake.made import notebook

HEAD = "from __future__ import annotations\n"


def read(*cells):
    return read_program("hand_in.ipynb", notebook(*cells))


def lines(*cells):
    """What is taken of the cells, without our own lines."""
    return [line for line in read(*cells).source.split("\n")[1:] if line and line[0] != "#"]


@pytest.mark.parametrize(
    "line",
    [
        "import math",
        "from math import log as ln",
        "eps = 1e-12",
        "eps: float = 1e-12",
        "a, b = 1, (2, 3)",
        "names = ['W', 'b']",
        "scale = 2 * 3 ** 0.5 if True else -1",
        "f = lambda x: train(x)",
        "sizes = [n for n in range(3)]",
        "zeros = np.zeros((2, 3)).reshape(3, 2)",
        "small = np.finfo(float).eps",
        "rng = np.random.default_rng(0)",
        "ln2 = np.log(2)",
        "half = float('0.5')",
        "np.float = float",
        "class Net: pass",
        "def f(x=np.pi): return x",
        "def f(x: plt.Axes): return x",
    ],
)
def test_definitions_and_plain_assignments_are_taken(line):
    assert lines("import numpy as np", line) == ["import numpy as np", line]


@pytest.mark.parametrize(
    "line",
    [
        "print(1)",
        "f(1)",
        "W, b = train(X, y)",
        "W = np.random.randn(3, 2)",
        "X = np.load('X.npy')",
        "data = open('x').read()",
        "for i in range(3): print(i)",
        "while True: pass",
        "with open('x') as f: pass",
        "assert np.allclose(1, 1)",
        "del np.pi",
        "import matplotlib.pyplot as plt",
        "from IPython.display import display",
        "x = (y := 3)",
        "np.random.seed(0)",
        "if train(): x = 1",
        "if True: print(1)",
        "answers = {'score_shapes': [300, 3]}",
        "np.pi",
        "pass",
        "%matplotlib inline",
        "!pip install numpy",
        "?np.zeros",
        "np.zeros?",
        "files = !ls",
        "%time W = train()",
        "%%bash\nls",
        "await train()",
        "x = await train()",
    ],
)
def test_what_trains_draws_or_shows_is_not_taken(line):
    assert lines("import numpy as np", line) == ["import numpy as np"]
    assert read("import numpy as np", line).problems == ()


def test_what_needs_a_name_that_is_not_taken_is_not_taken_either():
    assert lines("W = train()\nnorm = 2 * W\nother = norm + 1", "x = 1") == ["x = 1"]


def test_a_function_that_cannot_be_defined_is_pointed_out():
    program = read("start = train()", "\ndef f(W=start):\n    return W")
    assert program.functions == ()
    assert "cell 2, line 2: f is not taken: defining it needs start" in str(program.problems[0])


def test_an_import_keeps_what_is_not_for_plotting():
    assert lines("import numpy as np, matplotlib.pyplot as plt") == ["import numpy as np"]


def test_statements_that_share_a_line_are_told_apart():
    assert lines("ä = 'ö'; print(ä); b = 'ü'") == ["ä = 'ö'", "b = 'ü'"]


def test_imports_that_may_fail_are_taken_as_they_stand():
    cell = "try:\n    import scipy\nexcept ImportError:\n    scipy = None"
    assert lines(cell) == cell.split("\n")


def test_decorators_and_comments_inside_come_along():
    cell = "import functools\n\n@functools.cache\ndef f(x):\n    # why\n\n    return x  # so"
    assert lines(cell) == [line for line in cell.split("\n") if line]


def test_a_later_definition_replaces_an_earlier_one():
    scope = {}
    exec(read("def f(): return 1", "f()", "def f(): return 2").source, scope)
    assert scope["f"]() == 2


def test_a_number_does_not_replace_a_function():
    program = read("def accuracy(s, y): return 1", "accuracy = 0.9")
    assert program.functions == ("accuracy",)
    assert "0.9" not in program.source


def test_star_imports_let_names_through():
    assert lines("from numpy import *", "W = zeros((2, 2))", "f(W)") == [
        "from numpy import *",
        "W = zeros((2, 2))",
    ]


def test_a_student_may_shadow_a_builtin_without_having_it_run():
    assert lines("def sum(x):\n    return train(x)", "total = sum([1])") == [
        "def sum(x):",
        "    return train(x)",
    ]


def test_magics_do_not_cost_the_cell():
    cell = "%matplotlib inline\n!pip install \\\n  numpy\ndef f(x):\n    %time y = x\n    return x"
    assert "def f(x):" in lines(cell)
    assert read(cell).problems == ()


def test_percent_signs_of_arithmetic_stay():
    assert lines("x = (7\n% 4)") == ["x = (7", "% 4)"]


def test_timed_cells_are_cells():
    assert lines("%%time\ndef f(x):\n    return x")[0] == "def f(x):"


def test_a_broken_cell_costs_only_itself():
    program = read("def f(): pass", "x = 1\ndef g(:\n    pass", "def h(): pass")
    assert program.functions == ("f", "h")
    assert str(program.problems[0]).startswith("hand_in.ipynb, cell 2, line 2: This is not valid")
    assert [name for name, _ in program.broken] == ["g"]


@pytest.mark.parametrize(
    "cell", ["return 3", "def f(a, a): pass", "def f():\n    break", "def f(): await g()",
             "lambda: 0\n" * 4000, "x = " + "-" * 900 + "1"],
    ids=["return", "arguments", "break", "await", "lambdas", "deep"],
)  # fmt: skip
def test_a_cell_that_does_not_compile_costs_only_itself(cell):
    program = read("def g(): pass", cell)
    assert program.functions == ("g",)
    assert program.problems[0].cell == 2


def test_lines_lead_back_to_their_cells():
    program = read("print(1)", "x = 1\n\nprint(2)\ndef f():\n    return 2")
    at = program.source.split("\n").index("    return 2")
    assert str(program.places[at]) == "hand_in.ipynb, cell 2, line 5"
    assert len(program.places) == program.source.count("\n")


def test_markdown_counts_as_a_cell_and_is_not_read():
    content = json.loads(notebook("x = 1", "y ="))
    content["cells"].insert(0, {"cell_type": "markdown", "source": "def f(:"})
    program = read_program("n.ipynb", json.dumps(content).encode())
    assert program.problems[0].cell == 3


def test_notebooks_of_the_old_format_are_read():
    cell = {"cell_type": "code", "input": ["def f():\n", "    return 1"]}
    data = json.dumps({"nbformat": 3, "worksheets": [{"cells": [cell]}]}).encode()
    assert read_program("n.ipynb", data).functions == ("f",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"def f(): pass",
        b"[" * 100_000,
        b'{"cells": 3}',
        b'{"worksheets": 3}',
        b"\xff\xfe\x00",
        b'{"cells": [' + b"{}," * 6000 + b"{}]}",
        b" " * (6 << 20),
        notebook("x = 1\n" * 50_000),
    ],
    ids=range(12),
)
def test_what_is_no_notebook_is_said(data):
    program = read_program("n.ipynb", data)
    assert program.functions == ()
    assert len(program.problems) == 1


@pytest.mark.parametrize("cell", [None, 3, [], {}, {"cell_type": "code"}, {"cell_type": 3}])
@pytest.mark.parametrize("source", [None, 3, {}, [3], ["def f", 3], {"a": "b"}])
def test_cells_of_a_wrong_form_are_passed_over(cell, source):
    if isinstance(cell, dict):
        cell = {**cell, "source": source}
    good = {"cell_type": "code", "source": "def f(): pass"}
    data = json.dumps({"cells": [cell, good]}).encode()
    assert read_program("n.ipynb", data).functions == ("f",)
