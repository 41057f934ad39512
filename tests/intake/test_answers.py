import json

import pytest

from tests.intake.made import collected, notebook


def found(**files):
    return {answer.exercise: answer.content for answer in collected(**files).answers}


def said(**files):
    return " ".join(str(problem) for problem in collected(**files).problems)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-2.5", -2.5),
        ("+4", 4),
        ("'m*r + r'", "m*r + r"),
        ("'a' 'b'", "ab"),
        ("[300, 3]", [300, 3]),
        ("(300, 3)", [300, 3]),
        ("{'B', 'A'}", ["B", "A"]),
        ("[[True, False], [1e-3, -1]]", [[True, False], [1e-3, -1]]),
        ("['w1', 'w2*x']", ["w1", "w2*x"]),
        ("None", None),
        ("{'A': [[1, -2]], 'c': 1/3}", {"A": [[1, -2]], "c": "1 / 3"}),
        ("1/3", "1 / 3"),
        ("-(2**3)", "-2 ** 3"),
        ("[1/3, 2]", ["1 / 3", 2]),
        ("'a\\0b\\ud800'", "a\ufffdb?"),
    ],
)
def test_literals_are_read_as_they_stand(text, value):
    assert found(a_py=f"answers = {{'score_shapes': {text}}}") == {"score_shapes": value}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{'score_shapes': np.zeros(3)}", "is not written out as a value"),
        ("{'score_shapes': x}", "is not written out as a value"),
        ("{'score_shapes': __import__('os').system('ls')}", "is not written out as a value"),
        ("{'score_shapes': 1e999}", "is not a finite number"),
        ("{'score_shapes': b'x'}", "is not a number, a text or a list"),
        ("{'score_shapes': 1j}", "is not a number, a text or a list"),
        ("{'score_shapes': " + "9" * 400 + "}", "too large"),
        ("{'score_shapes': 0x" + "f" * 9000 + "}", "too large"),
        ("{'score_shapes': " + "[" * 30 + "]" * 30 + "}", "nested too deeply"),
        ("{'score_shapes': {1: 2}}", "has a key that is not text"),
        ("{3: 4}", "must be an id in quotes"),
        ("{**other}", "must be written out as {...}"),
        ("[1, 2]", "must be written out as {...}"),
        ("{'score_shape': 3}", "Did you mean score_shapes?"),
        ("{'something else entirely': 3}", "no exercise has this id."),
        ("{'softmax': 'U'}", "answered by a function of that name"),
    ],
)
def test_what_is_no_answer_is_said(text, sentence):
    assert found(a_py=f"answers = {text}") == {}
    assert sentence in said(a_py=f"answers = {text}")
    assert said(a_py=f"\nanswers = {text}").startswith("a.py, line 2: ")


def test_one_bad_entry_costs_only_itself():
    text = "answers = {'score_shapes': f(), 'layer_parameters': 'm*r'}"
    assert found(a_py=text) == {"layer_parameters": "m*r"}


@pytest.mark.parametrize(
    "text",
    [
        "answers = {}\nanswers['score_shapes'] = [1, 2]",
        "answers = dict(score_shapes=[1, 2])",
        "answers: dict = {'score_shapes': [1, 2]}",
        "answers = {}\nanswers.update({'score_shapes': [1, 2]})",
        "answers = {}\nanswers |= {'score_shapes': [1, 2]}",
        "answers = {'score_shapes': 3}\nanswers = {' score_shapes ': [1, 2]}",
    ],
)
def test_answers_may_be_given_one_by_one(text):
    assert found(a_py=text) == {"score_shapes": [1, 2]}


def test_answers_in_a_notebook_may_be_spread_over_cells():
    cells = ["answers = {'score_shapes': [1, 2]}", "answers = {'layer_parameters': 'm'}"]
    assert found(n_ipynb=notebook(*cells)) == {"score_shapes": [1, 2], "layer_parameters": "m"}


def test_a_problem_in_a_notebook_names_the_cell():
    text = said(n_ipynb=notebook("x = 1", "\nanswers = {'score_shape': 1}"))
    assert text.startswith("n.ipynb, cell 2, line 2: ")


def test_nothing_is_run():
    text = "import os\nos.remove('/')\nanswers = {'score_shapes': [1, 2]}\nraise SystemExit"
    assert found(a_py=text) == {"score_shapes": [1, 2]}


def test_answers_in_json():
    content = {"score_shapes": [300, 3], "layer_parameters": "m*r + r"}
    assert found(answers_json=json.dumps(content)) == content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[1]", "must be one object"),
        ("{", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ('{"score_shapes": NaN}', "not a finite number"),
        ('{"score_shapes": ' + "[" * 30 + "]" * 30 + "}", "nested too deeply"),
        ('{"score_shapes": ' + "9" * 5000 + "}", "not valid JSON"),
        ('{"score_shap": 3}', "Did you mean score_shapes?"),
        (b"\xff\xff\xff\xff", "not valid JSON"),
    ],
)
def test_json_that_holds_no_answer_is_said(content, sentence):
    assert found(answers_json=content) == {}
    assert sentence in said(answers_json=content)


def test_other_json_is_passed_over():
    files = {"settings_json": '{"editor": 3}', "broken_json": "{", "a_py": "def softmax(U): pass"}
    assert said(**files) == ""


def test_json_of_any_name_counts_if_it_answers():
    assert found(ana_json='{"score_shapes": [1, 2]}') == {"score_shapes": [1, 2]}


def test_two_different_answers_are_pointed_out():
    files = {"a_py": "answers = {'score_shapes': 1}", "b_py": "answers = {'score_shapes': 2}"}
    assert found(**files) == {"score_shapes": 2}
    assert "score_shapes is answered in a.py and in b.py" in said(**files)
