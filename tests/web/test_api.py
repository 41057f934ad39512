"""A student's own notebook asks for questions and hands in answers, with a token."""

import json
import threading

import pytest

from grader import pose
from grader.core import local
from grader.core.run import FINISHED, Outcome
from grader.records.limits import FROM_A_NOTEBOOK, WINDOW
from grader.records.tokens import create, listed
from grader.web.answers import Desk
from grader.web.api import Refusal, grade


class Notebook:
    """What `urllib` would send."""

    def __init__(self, http, token):
        self.http, self.head = http, {"authorization": f"Bearer {token}"}

    def get(self, path):
        return self.http.get(f"/api/{path}", headers=self.head)

    def send(self, body):
        return self.http.post("/api/grade", content=body, headers=self.head)

    def grade(self, exercise, answer):
        return self.send(json.dumps({"exercise": exercise, "answer": answer}))


@pytest.fixture
def notebook(school):
    """Ana's, an hour later, with nothing else in it."""
    school.clock.time += WINDOW
    school.http.cookies.clear()
    for token in ana_tokens(school):
        school.enter("ana").http.post(f"/my/tokens/{token}/revoke")
        school.http.cookies.clear()
    return Notebook(school.http, create(school.records, "ana", "laptop", school.clock()))


def ana_tokens(school):
    return [token.id for token in listed(school.records, "ana")]


def test_an_answer_is_graded_like_at_the_command_line_and_recorded(notebook, school, grader):
    result = notebook.grade("layer_parameters", "m*r").json()
    printed = grader(
        "grade", "layer_parameters", "--answer", "m*r", "--student", "ana", "--json"
    ).object
    assert result | {"seconds": 0} == printed | {"seconds": 0}
    attempt = school.records.attempts("ana", "layer_parameters")[-1]
    assert (attempt.answer, attempt.source, attempt.points) == ("m*r", "notebook", result["points"])


def test_a_question_has_everything_that_it_asks_and_nothing_that_it_does_not(notebook):
    question = notebook.get("question/digit_loss_value").json()
    assert question["text"] == pose("digit_loss_value", "ana").text
    assert question.keys() == {
        "exercise", "student", "title", "kind", "points", "text", "fields", "options", "starter",
    }  # fmt: skip
    letters = notebook.get("question/building_blocks").json()["options"]
    assert list(letters.values()) == list(pose("building_blocks", "ana").options)
    assert "def affine_grads" in notebook.get("question/affine_grads").json()["starter"]


def test_the_scores_are_the_best_ones_in_order(notebook):
    notebook.grade("layer_parameters", "m*r + r")
    notebook.grade("layer_parameters", "m*r")
    scores = {row["exercise"]: row for row in notebook.get("scores").json()["scores"]}
    assert (scores["layer_parameters"]["points"], scores["layer_parameters"]["max_points"]) == (
        3,
        3,
    )
    assert scores["softmax"]["points"] is None


@pytest.mark.parametrize("token", ["", "chainrule_wrong", "\x7f"])
def test_without_a_token_of_ones_own_there_is_only_a_sentence(school, token):
    for answer in (
        Notebook(school.http, token).get("scores"),
        Notebook(school.http, token).get("question/softmax"),
        Notebook(school.http, token).grade("softmax", "x"),
    ):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "token" in answer.json()["error"]


def test_a_session_is_no_token(school):
    assert school.enter("ana").http.get("/api/scores").status_code == 401


def test_a_revoked_token_is_useless(notebook, school):
    (token,) = ana_tokens(school)
    school.enter("ana").http.post(f"/my/tokens/{token}/revoke")
    assert notebook.get("scores").status_code == 401


def test_the_token_is_shown_once(school):
    ana = school.enter("ana")
    page = ana.http.post("/my/tokens", data={"label": "<b>lab</b>"})
    assert page.text.count("<code>chainrule_") == 1
    assert page.headers["cache-control"] == "no-store"
    again = ana.http.get("/my/tokens").text
    assert "chainrule_" not in again
    assert "&lt;b&gt;lab&lt;/b&gt;" in again


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[" * 100_000, 400), (b"[]", 400), (b"null", 400),
        (b'{"exercise": "softmax"}', 400), (b'{"exercise": 7, "answer": 1}', 400),
        (b'{"exercise": "softmax", "answer": null}', 400),
        (b'{"exercise": "softmax", "answer": NaN}', 400),
        (b'{"exercise": "softmax", "answer": 1e999}', 400),
        (b'{"exercise": "no_such_thing", "answer": 1}', 404),
        (b'{"exercise": "../x", "answer": 1}', 404),
        (b"0" * 1_000_001, 413),
    ],
)  # fmt: skip
def test_what_cannot_be_an_answer_is_no_attempt(notebook, school, body, status):
    before = len(school.records.attempts())
    answer = notebook.send(body)
    assert answer.status_code == status
    assert answer.json()["error"].strip()
    assert len(school.records.attempts()) == before


@pytest.mark.parametrize(
    "answer", [7, True, "", "\ud800", "\0", [], {"a": [1]}, [[["x"]]], "x" * 50_000, 10**299]
)
def test_whatever_is_an_answer_is_graded(notebook, answer):
    for id in ("layer_parameters", "building_blocks", "affine_grads", "digit_loss_value"):
        result = notebook.grade(id, answer)
        assert result.status_code == 200
        assert result.json()["status"] in ("graded", "unreadable", "missing", "failed")


def test_a_student_has_so_many_answers_and_is_told_when_there_are_more(notebook, school):
    for _ in range(FROM_A_NOTEBOOK):
        assert notebook.grade("chance_level", "0.1").status_code == 200
    refused = notebook.grade("chance_level", "0.1")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "900"
    assert "Wait 15 minutes" in refused.json()["error"]
    ben = Notebook(school.http, create(school.records, "ben", "x", school.clock()))
    assert ben.grade("chance_level", "0.1").status_code == 200
    school.clock.time += WINDOW
    assert notebook.grade("chance_level", "0.1").status_code == 200


def test_one_student_does_not_take_the_turns_of_all(records):
    begun, end = threading.Barrier(3), threading.Event()

    def slow(job):
        begun.wait(20)
        end.wait(20)
        return Outcome(FINISHED, local.sample(lambda A, dZ: (A, dZ), job.calls))

    desk = Desk(records, slow)
    token = create(records, "ana", "x", desk.clock())
    body = json.dumps({"exercise": "affine_grads", "answer": "def affine_grads(): ..."}).encode()
    under_way = [threading.Thread(target=grade, args=(desk, token, body)) for _ in range(2)]
    for one in under_way:
        one.start()
    begun.wait(20)
    with pytest.raises(Refusal, match="one after the other"):
        grade(desk, token, body)
    end.set()
    for one in under_way:
        one.join()
