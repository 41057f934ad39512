import ast
import json

import pytest

from exercises import UNITS
from grader import catalog, pose

RIGHT = """
import numpy as np

def affine_grads(A, dZ):
    return A.T @ dZ, dZ.sum(axis=0, keepdims=True)
"""
AVERAGED = RIGHT.replace("dZ.sum", "dZ.mean")


@pytest.fixture
def program(tmp_path):
    def written(text, name="work.py"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return written


def test_the_list_is_the_table_of_contents(grader):
    listed = grader("list", "--json").object
    assert [one["id"] for one in listed] == [id for unit in UNITS for id in unit.exercises]
    assert set(listed[0]) == {"id", "unit", "title", "kind", "points", "optional"}


def test_a_question_is_shown_as_its_student_sees_it(grader):
    shown = grader("show", "digit_loss_value", "--student", "ana").out
    for value in pose("digit_loss_value", "ana").parameters["u"]:
        assert f"{value:g}" in shown
    assert shown != grader("show", "digit_loss_value", "--student", "ben").out


def test_the_starter_file_is_a_program(grader):
    (function,) = [
        node
        for node in ast.parse(grader("show", "affine_grads", "--starter").out).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert function.name == "affine_grads"


def test_an_answer_is_graded(grader):
    result = grader("grade", "layer_parameters", "--answer", "m*r", "--json").object
    assert (result["status"], result["points"], result["max_points"]) == ("graded", 1.2, 3.0)
    assert result["diagnosis"]["mistakes"][0]["id"] == "A3-NOBIAS"


def test_a_program_is_graded_and_its_mistake_named(grader, program):
    result = grader("grade", "affine_grads", program(AVERAGED), "--json").object
    assert result["diagnosis"]["certainty"] == "exact"
    assert [one["id"] for one in result["diagnosis"]["mistakes"]] == ["DB-MEAN"]
    assert result["diagnosis"]["right"] == ["dW"]


def test_the_json_has_the_promised_form(grader, program):
    result = grader("grade", "affine_grads", program(RIGHT), "--student", "ana", "--json").object
    assert {
        "exercise", "student", "status", "points", "max_points", "checks", "diagnosis", "feedback",
        "seconds", "grader_version",
    } <= set(result)  # fmt: skip
    assert set(result["checks"][0]) == {"name", "points", "max_points", "passed", "message"}
    assert result["student"] == "ana"


@pytest.mark.parametrize("id", ["decay_step", "weight_decay_factor"])
def test_a_formula_and_a_function_in_one_file_are_compared(grader, tmp_path, id):
    answers = 'answers = {"weight_decay_factor": "w*(1 - alpha)"}'
    work = "def decay_step(W, b, gW, gb, eta, alpha):\n    return (1 - alpha) * W, b - gb"
    (tmp_path / "work.py").write_text(f"{answers}\n{work}\n")
    said = grader("grade", id, tmp_path / "work.py").out
    assert "your code does what your formula in “Weight decay as a factor” says" in said


def test_a_number_list_and_fractions_are_read(grader):
    right = catalog.exercise("softmax_by_hand").right(pose("softmax_by_hand", "ana").parameters)
    answer = json.dumps(right.tolist())
    result = grader("grade", "softmax_by_hand", "--answer", answer, "--student", "ana", "--json")
    assert result.object["points"] == 2.0


@pytest.mark.parametrize("content", [b"\x00\xff\xfe", b"answers = {'layer_parameters': f()}"])
def test_a_file_without_an_answer_is_unreadable_and_says_why(grader, tmp_path, content):
    (tmp_path / "work.py").write_bytes(content)
    result = grader("grade", "layer_parameters", tmp_path / "work.py", "--json")
    assert (result.code, result.object["status"]) == (0, "unreadable")
    assert "work.py" in result.object["feedback"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["grade"], "Missing argument 'ID'."),
        (["nosuch"], "No such command 'nosuch'."),
        (["list", "--bogus"], "No such option: --bogus"),
        (["grade", "afine_grads", "--answer", "1"], "Did you mean affine_grads?"),
        (["grade", "affine_grads"], "Give either a FILE or --answer TEXT."),
        (["grade", "affine_grads", "absent.py"], "absent.py cannot be read"),
        (["batch", "absent", "--out", "out"], "does not exist"),
        (["export", "--out", "x.csv", "--db", "bogus://x"], "is no database URL"),
        (["export", "--out", "x.csv", "--format", "nosuch"], "There is no format 'nosuch'"),
        (["export", "--out", "x.csv", "--policy", "nosuch"], "There is no policy 'nosuch'"),
        (["run", "absent.py", "f"], "absent.py cannot be read"),
        (["serve", "--port", "0", "--db", "/proc/absent/x.db"], "/proc/absent cannot be made"),
    ],
)
def test_wrong_use_is_one_line_that_says_how_to_mend_it(grader, arguments, sentence):
    ended = grader(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_traceback_comes_only_on_request(grader):
    assert "Traceback" not in grader("grade", "nosuch", "--answer", "1").err
    assert "Traceback" in grader("grade", "nosuch", "--answer", "1", "--debug").err


def test_a_function_runs_as_the_grader_would_run_it(grader, program):
    file = program("def f(a, b):\n    print('hello')\n    return a @ b\n")
    report = grader("run", file, "f", "--args", "[[[1, 2]], [[3], [4]]]", "--json").object
    assert report.pop("seconds") < 5
    assert report == {"status": "ok", "value": [[11]], "output": "hello\n", "message": ""}


def test_verify_says_that_the_content_is_sound(grader):
    assert grader("verify", "layer_parameters", "affine_grads").code == 0


def test_verify_prints_the_table_of_mistakes(grader):
    table = grader("verify", "affine_grads", "--table").out
    assert "a = seven examples" in table
    assert "DB-MEAN" in table


def test_doctor_tells_what_holds_here(grader, tmp_path):
    report = grader("doctor", "--json", "--db", tmp_path / "x.db").object
    assert report["isolation"]["level"] in {"isolated", "confined", "limited"}
    assert set(report["isolation"]["canaries"].values()) <= {"held", "open"}
    assert report["versions"]["numpy"]


def test_the_command_line_starts_without_gradio_and_pandas(grader, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules['gradio'] = sys.modules['pandas'] = None\n"
    )
    assert grader("list", PYTHONPATH=f"{tmp_path}:{catalog.__file__.rsplit('/', 2)[0]}").code == 0
