"""A class handed in as folders, graded by the command line."""

import csv
import os
import signal
import subprocess
import sys
import time

import pytest

from grader import pose
from tests.batch.made import handed_in
from tests.conftest import ROOT

MEAN = """
import numpy as np

def affine_grads(A, dZ):
    return A.T @ dZ, dZ.mean(axis=0, keepdims=True)
"""


@pytest.fixture
def graded(grader, tmp_path):
    """`graded(folder)` grades it; what was printed, and the scores by student and exercise."""

    def batch(folder, *options):
        ended = grader("batch", folder, "--out", "out", "--db", "x.db", *options)
        assert ended.code == 0, ended.err
        return ended.out, scores(tmp_path / "out" / "scores.csv")

    return batch


def scores(path):
    with path.open(newline="", encoding="utf-8") as file:
        return {(row["student_key"], row["exercise"]): row for row in csv.DictReader(file)}


def folder_of(tmp_path, **programs):
    for name, program in programs.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "work.py").write_text(program)
    return tmp_path / "class"


def test_scores_and_mistakes_of_a_class_stand_in_one_file(graded, tmp_path):
    found = graded(folder_of(tmp_path, ana=MEAN, ben=MEAN.replace("mean", "sum")))[1]
    ana, ben = found["ana", "affine_grads"], found["ben", "affine_grads"]
    assert (ana["score"], ana["mistakes"], ana["certainty"]) == ("2", "DB-MEAN", "exact")
    assert (ben["score"], ben["max_score"], ben["mistakes"]) == ("3", "3", "")


def test_every_student_gets_a_page_with_the_sentence_of_the_mistake(graded, tmp_path):
    graded(folder_of(tmp_path, ana=MEAN))
    page = (tmp_path / "out" / "feedback" / "ana.md").read_text()
    assert "dW is right." in page
    assert "N times too small" in page


def test_the_gradebook_has_a_column_for_every_exercise_handed_in(graded, tmp_path):
    graded(handed_in(tmp_path / "class", 4))
    with (tmp_path / "out" / "gradebook.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    assert "layer_parameters" in rows[0]
    assert "total" in rows[0]


def test_programs_notebooks_and_answers_are_found(graded, tmp_path):
    said, found = graded(handed_in(tmp_path / "class", 12))
    assert "12 students" in said
    for number in range(12):
        key = f"student{number:03}"
        assert found[key, "layer_parameters"]["score"] == ("3" if number % 2 else "1.2")
        assert sum(student == key for student, _ in found) >= 4


def test_who_is_not_on_the_roster_and_who_is_missing_is_told_first(graded, grader, tmp_path):
    (tmp_path / "class.csv").write_text("student_key\nana\nben\n")
    grader("roster", "import", "class.csv", "--db", "x.db")
    said, _ = graded(folder_of(tmp_path, ana=MEAN, eve=MEAN))
    assert said.index("1 not on the roster: eve.") < said.index("2 answers graded")
    assert "1 on the roster and handed in nothing: ben." in said


def test_whose_hand_ins_could_not_be_read_is_told(graded, tmp_path):
    said, _ = graded(folder_of(tmp_path, ana=MEAN, ben="def affine_grads(:"))
    assert "1 handed in what could not be read, as their feedback says: ben." in said


def test_nothing_is_done_twice(graded, tmp_path):
    folder = handed_in(tmp_path / "class", 5)
    first, before = graded(folder)
    again, after = graded(folder)
    assert "20 answers graded, 0 known already" in first
    assert "0 answers graded, 20 known already" in again
    assert after == before


def test_a_new_version_of_one_answer_is_all_that_is_graded(graded, tmp_path):
    folder = handed_in(tmp_path / "class", 5)
    graded(folder)
    (folder / "student001" / "answers.json").write_text('{"layer_parameters": "r*(m + 1)"}')
    assert "1 answer graded" in graded(folder)[0]


HOSTILE = {
    "loops": "def affine_grads(A, dZ):\n    while True: pass",
    "exits": "import os\ndef affine_grads(A, dZ):\n    os._exit(0)",
    "crashes": "import ctypes\ndef affine_grads(A, dZ):\n    ctypes.string_at(0)",
    "hogs": "def affine_grads(A, dZ):\n    x = []\n    while True: x.append(bytearray(1 << 24))",
    "floods": "def affine_grads(A, dZ):\n    while True: print('x' * 10000)",
    "forks": "import os\ndef affine_grads(A, dZ):\n    os.fork()",
    "recurses": "def affine_grads(A, dZ):\n    return affine_grads(A, dZ)",
    "not_python": "def affine_grads(A, dZ:\n",
    "empty": "",
}


def test_no_submission_stops_the_others(graded, tmp_path):
    found = graded(folder_of(tmp_path, **HOSTILE, good=MEAN.replace("mean", "sum")))[1]
    assert found["good", "affine_grads"]["score"] == "3"
    for name in set(HOSTILE) - {"empty"}:
        assert found[name, "affine_grads"]["score"] == "0"
        assert found[name, "affine_grads"]["status"] in {"failed", "unreadable"}


def test_names_in_any_script_arrive_byte_for_byte(graded, tmp_path):
    names = ["=1+1", "Łukasz", "O'Brien", "山田", "-Smith, J", 'a"b', "000123", "1E5"]
    found = graded(folder_of(tmp_path, **dict.fromkeys(names, MEAN)))[1]
    assert {student for student, _ in found} == set(names)


def test_each_student_is_graded_against_their_own_numbers(graded, tmp_path):
    for name in ("ana", "ben"):
        u, y = (pose("digit_loss_value", name).parameters[key] for key in ("u", "y"))
        place = tmp_path / "class" / name
        place.mkdir(parents=True)
        (place / "answers.py").write_text(f"answers = {{'digit_loss_value': '-ln({u[y]})'}}")
    found = graded(tmp_path / "class")[1]
    assert [row["score"] for row in found.values()] == ["2", "2"]


def test_a_killed_run_goes_on_where_it_stopped(grader, tmp_path):
    folder = handed_in(tmp_path / "class", 25)
    arguments = ["batch", str(folder), "--out", "out", "--db", "x.db", "--jobs", "2"]
    running = subprocess.Popen(
        [sys.executable, "-m", "grader", *arguments],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for line in running.stderr:
        if line.startswith(("1", "2", "3")):
            break
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stderr.close()
    time.sleep(0.5)  # the workers end with their driver
    ended = grader(*arguments)
    words = ended.out.splitlines()[1].split()
    graded, known = int(words[2]), int(words[5])
    assert known > 0
    assert graded + known == len(scores(tmp_path / "out" / "scores.csv")) >= 100


REVERSED = """
import numpy as np

answers = {"score_derivative": "p - t"}

def dscores(U, y):
    E = np.exp(U - U.max(axis=1, keepdims=True))
    return (np.eye(U.shape[1])[y] - E / E.sum(axis=1, keepdims=True)) / len(y)
"""


def test_a_formula_and_the_code_of_it_are_compared_wherever_a_run_was_cut_off(graded, tmp_path):
    folder, page = folder_of(tmp_path, ana=REVERSED), tmp_path / "out" / "feedback" / "ana.md"
    graded(folder)
    once = page.read_bytes()
    graded(folder, "--db", "y.db", "--exercise", "score_derivative")
    graded(folder, "--db", "y.db")
    assert page.read_bytes() == once
    assert once.decode().count("disagree with each other: the formula is right") == 1
