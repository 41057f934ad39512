import pytest

from grader.core.exercise import Exercise
from grader.intake import UnreadableFile, answer_from, program_text
from tests.intake.made import notebook


class Function(Exercise):
    kind = "function"


SOFTMAX = Function(title="Softmax", prompt="", hints=(), id="softmax")
SHAPES = Exercise(title="Shapes", prompt="", hints=(), id="score_shapes")


@pytest.mark.parametrize(
    ("exercise", "name", "data", "answer"),
    [
        (SOFTMAX, "a.py", b"def softmax(U): pass", "def softmax(U): pass"),
        (SOFTMAX, "a.py", b"def sofmax(U): pass", "def sofmax(U): pass"),
        (SOFTMAX, "a.py", b"def softmax(U:", "def softmax(U:"),
        (SOFTMAX, "a.txt", b"def softmax(U): pass\n", "def softmax(U): pass"),
        (SHAPES, "a.py", b"answers = {'score_shapes': (1, 2)}", [1, 2]),
        (SHAPES, "a.ipynb", notebook("answers = {'score_shapes': '1x2'}"), "1x2"),
        (SHAPES, "a.json", b'{"score_shapes": [1, 2], "softmax": 3}', [1, 2]),
        (SHAPES, "a.txt", " 300×3\r\n".encode(), "300×3"),
    ],
)
def test_one_file_answers_one_exercise(exercise, name, data, answer):
    assert answer_from(exercise, name, data) == answer


@pytest.mark.parametrize(
    ("exercise", "name", "data", "sentence"),
    [
        (SHAPES, "a.py", b"x = 1", "a.py holds no answer to score_shapes"),
        (SHAPES, "answers.json", b"{", "not valid JSON"),
        (SHAPES, "a.txt", b"\0\1", "neither a program nor a text"),
        (SOFTMAX, "a.ipynb", b"{", "JSON is damaged"),
        (SOFTMAX, "answers.json", b"{}", "holds no answer to softmax"),
        (SHAPES, "answers.json", b'{"chance_level": 2}', r"holds no answer to score_shapes\.$"),
        (SOFTMAX, "a.py", b"", "There is no program in a.py"),
    ],
)
def test_a_file_without_an_answer_says_so(exercise, name, data, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        answer_from(exercise, name, data)


def test_the_program_of_a_notebook_is_what_it_defines():
    text = program_text("a.ipynb", notebook("def f(): pass", "f()"))
    assert "def f(): pass" in text
    assert "f()\n" not in text.replace("def f(): pass", "")
