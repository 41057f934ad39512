import pytest

from grader.intake import LITERAL, SOURCE, collect, in_memory
from grader.intake.files import File, unreadable
from tests.intake.made import FUNCTIONS, IDS, collected, notebook

RELU = "def relu_pair(Z):\n    return max(Z, zero), Z > zero\n"


def contents(result):
    return {answer.exercise: answer.content for answer in result.answers}


def said(result):
    return " ".join(map(str, result.problems))


def run(source, name):
    """What the program defines under a name; the programs of these tests are our own."""
    scope = {}
    exec(source, scope)
    return scope[name]


def test_functions_and_literals_are_found_over_several_files():
    result = collected(
        one_py="def softmax(U): pass",
        two_ipynb=notebook("def relu_pair(Z): pass"),
        answers_json='{"score_shapes": [300, 3]}',
        notes_pdf=b"%PDF",
    )
    found = [(answer.exercise, answer.kind, answer.file) for answer in result.answers]
    assert found == [
        ("softmax", SOURCE, "one.py"),
        ("relu_pair", SOURCE, "two.ipynb"),
        ("score_shapes", LITERAL, "answers.json"),
    ]
    assert result.problems == ()


def test_helpers_and_imports_come_along():
    source = (
        "import math\n\ndef helper(x): return math.exp(x)\n\ndef softmax(U): return helper(U)\n"
    )
    assert contents(collected(a_py=source)) == {"softmax": source}


def test_a_file_may_hold_functions_and_answers():
    result = collected(a_py="def softmax(U): pass\nanswers = {'score_shapes': [1, 2]}")
    assert set(contents(result)) == {"softmax", "score_shapes"}


@pytest.mark.parametrize(
    "use",
    [
        "from helpers import relu\ndef softmax(x): return relu(x)",
        "from helpers import relu as r\ndef softmax(x): return r(x)",
        "from helpers import (\n    relu,\n    zero,\n)\ndef softmax(x): return relu(x)",
        "from helpers import *\ndef softmax(x): return relu(x)",
        "from .helpers import relu\ndef softmax(x): return relu(x)",
        "from mine.helpers import relu\ndef softmax(x): return relu(x)",
        "from . import helpers\ndef softmax(x): return helpers.relu(x)",
        "import helpers\ndef softmax(x): return helpers.relu(x)",
        "import helpers as h, math\ndef softmax(x): return h.relu(math.floor(x))",
        "x = 1; from helpers import relu as r; y = 2\ndef softmax(x): return r(x)",
        "def softmax(x):\n    from helpers import relu as r\n    return r(x)",
        "try:\n    from helpers import relu as r\nfinally:\n    pass\nsoftmax = lambda x: r(x)",
    ],
)
def test_a_program_may_import_another_file(use):
    helpers = "from base import zero\nprint('drawing')\ndef relu(x):\n    return max(x, zero)\n"
    result = collected(softmax_py=use, helpers_py=helpers, base_py="zero = 0.0\n")
    softmax = run(contents(result)["softmax"], "softmax")
    assert (softmax(3), softmax(-3)) == (3, 0)
    assert "drawing" not in contents(result)["softmax"]
    assert result.problems == ()


def test_a_notebook_may_import_a_file():
    cells = notebook("from helpers import relu", "def softmax(x): return relu(x)", "softmax(2)")
    result = collected(n_ipynb=cells, helpers_py="def relu(x): return max(x, 0)")
    assert run(contents(result)["softmax"], "softmax")(-1) == 0


def test_lines_of_a_joined_program_lead_back_to_their_files():
    result = collected(
        softmax_py="from __future__ import print_function\nimport helpers\n\n"
        "def softmax(x):\n    return 1",
        helpers_py="\ndef relu(x):\n    return 0",
    )
    answer = result.answers[0]
    lines = answer.content.split("\n")
    assert answer.place(lines.index("    return 0") + 1) == "helpers.py, line 3"
    assert answer.place(lines.index("    return 1") + 1) == "softmax.py, line 5"


def test_a_file_that_stands_alone_keeps_its_lines():
    answer = collected(softmax_py="\ndef softmax(U): pass").answers[0]
    assert answer.place(2) == "softmax.py, line 2"


def test_files_that_import_each_other_come_to_an_end():
    result = collected(
        softmax_py="from b import g\ndef softmax(x): return g(x)",
        b_py="from softmax import softmax\ndef g(x): return x + 1",
    )
    assert run(contents(result)["softmax"], "softmax")(1) == 2


def test_a_file_named_like_a_module_does_not_replace_it():
    files = {"a_py": "import random\nimport numpy\ndef softmax(U): pass", "random_py": "x = 1"}
    assert contents(collected(**files))["softmax"] == files["a_py"]


def test_a_function_that_both_files_define_is_pointed_out():
    result = collected(
        softmax_py="from helpers import relu\ndef g(): pass\ndef softmax(U): pass",
        helpers_py="def relu(x): pass\ndef g(): pass",
    )
    assert "softmax.py: g is defined here and in a file that this one imports" in said(result)


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        (("a.py", "b.py"), "b.py"),
        (("softmax.py", "work.py"), "softmax.py"),
        (("all.py", "softmax-1.py"), "softmax-1.py"),
        (("softmax.py", "softmax-1.py"), "softmax.py"),
        (("a.py", "broken.py"), "a.py"),
    ],
)
def test_of_several_definitions_one_counts_and_it_is_said(files, chosen):
    texts = [
        f"def softmax(U): return {i}{' +' * (name == 'broken.py')}" for i, name in enumerate(files)
    ]
    made = [in_memory(name, text.encode()) for name, text in zip(files, texts, strict=True)]
    result = collect(made, IDS, FUNCTIONS)
    assert result.answers[0].file == chosen
    assert f"the one in {chosen} counts" in said(result)


def test_the_same_program_twice_is_no_choice():
    result = collected(a_py="def softmax(U): pass", b_py="def softmax(U): pass")
    assert said(result) == ""


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a_py": "def afine_grads(A): pass"}, "Did you mean affine_grads?"),
        ({"a_py": "def Softmax(U): pass"}, "Did you mean softmax?"),
        ({"a_py": "def train(X): pass"}, "It defines train."),
        ({"a_py": "x = 1"}, "It defines no function."),
        ({"a_docx": "x"}, "No answers were found in what you handed in (a.docx)"),
        ({}, "No answers were found in what you handed in (no files)"),
        ({"a_py": "x ="}, "a.py, line 1: This is not valid Python"),
        ({"softmax_py": "def softmax(U): pass", "b_py": "def relu_pairs(Z): pass"}, "relu_pair?"),
        ({"softmax_py": "def softmax(U): pass", "b_py": "def draw(): pass"}, "b.py: No exercise"),
    ],
)
def test_what_answers_nothing_is_said(files, sentence):
    assert sentence in said(collected(**files))


def test_a_helper_that_is_imported_needs_no_word():
    assert said(collected(softmax_py="import h\ndef softmax(U): pass", h_py="def f(): pass")) == ""


def test_a_script_that_is_not_valid_is_handed_on_for_its_functions():
    result = collected(a_py="def softmax(U):\n    return U +\n")
    assert contents(result) == {"softmax": "def softmax(U):\n    return U +\n"}


def test_a_cell_that_is_not_valid_is_handed_on_for_its_functions_only():
    result = collected(n_ipynb=notebook("def relu_pair(Z): pass", "def softmax(U):\n    return +"))
    assert "return +" not in contents(result)["relu_pair"]
    answer = next(answer for answer in result.answers if answer.exercise == "softmax")
    line = answer.content.split("\n").index("    return +") + 1
    assert answer.place(line) == "n.ipynb, cell 2, line 2"


def test_a_file_that_cannot_be_read_costs_only_itself():
    files = [unreadable("a.py", 10, "It is encrypted."), in_memory("b.py", b"def softmax(U): pass")]
    result = collect(files, IDS, FUNCTIONS)
    assert contents(result)["softmax"] == "def softmax(U): pass"
    assert said(result) == "a.py: It is encrypted."


def test_a_file_that_is_too_large_is_not_even_opened():
    def open_it(most):
        raise AssertionError("opened")

    result = collect([File("a.ipynb", 6 << 20, open_it)], IDS, FUNCTIONS)
    assert said(result) == "a.ipynb: The file is larger than 5 MiB; hand in less."


def test_a_flood_of_files_is_cut_off():
    files = [in_memory(f"f{i:03}.py", b"def softmax(U): pass") for i in range(200)]
    result = collect(files, IDS, FUNCTIONS)
    assert "hand in only your programs" in said(result)
    assert result.answers[0].file < "f050.py"
