"""A notebook somewhere else hands in answers with a token, over a real connection."""

import json
import subprocess
import sys

import pytest

from grader.records import Records
from grader.records.tokens import create
from grader.web.answers import now
from tests.browser.conftest import Site

PROGRAM = """
import json, sys, urllib.error, urllib.request

address, token = sys.argv[1:]

def ask(path, body=None, token=token):
    request = urllib.request.Request(
        f"{address}/api/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}"},
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)

wrong = "def affine_grads(A, dZ):\\n    return A.T @ dZ, dZ.mean(axis=0, keepdims=True)\\n"
print(json.dumps([
    ask("question/affine_grads"),
    ask("grade", {"exercise": "affine_grads", "answer": wrong}),
    ask("grade", {"exercise": "layer_parameters", "answer": "m*r + r"}),
    ask("grade", {"exercise": "layer_parameters", "answer": "m*r + r"}, token="x"),
    ask("scores"),
]))
"""


@pytest.fixture
def alone(tmp_path):
    running = Site(tmp_path / "chainrule.db")
    yield running, f"sqlite:///{tmp_path / 'chainrule.db'}"
    running.stop()


def test_a_notebook_hands_in_answers(alone):
    site, url = alone
    with Records.open(url) as records:
        token = create(records, "local", "laptop", now())
        command = [sys.executable, "-c", PROGRAM, site.address, token]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        question, program, formula, stranger, scores = json.loads(done.stdout)
        recorded = [(one.exercise, one.source, one.points) for one in records.attempts()]
    assert "def affine_grads" in question[1]["starter"]
    assert program[1]["diagnosis"]["certainty"] == "exact"
    assert "N times too small" in program[1]["feedback"]
    assert stranger[0] == 401
    assert recorded == [
        ("affine_grads", "notebook", program[1]["points"]),
        ("layer_parameters", "notebook", formula[1]["points"]),
    ]
    best = {row["exercise"]: row["points"] for row in scores[1]["scores"]}
    assert (best["affine_grads"], best["layer_parameters"], best["softmax"]) == (2, 3, None)
