import csv
import io

import pytest

from grader import catalog, pose
from tests.web.conftest import HERE


def test_the_root_leads_to_the_page(browser):
    assert browser.http.get("/", follow_redirects=False).headers["location"] == "/learn/"
    kept = browser.http.get("/?exercise=softmax", follow_redirects=False).headers["location"]
    assert kept == "/learn/?exercise=softmax"
    assert browser.http.get("/learn/").status_code == 200


def test_a_deep_link_shows_its_exercise(browser):
    assert "Parameters of an intermediate layer" in browser.page(exercise="layer_parameters")


@pytest.mark.parametrize("id", ["", "no_such_thing", "<script>", "../teach", "x" * 5000])
def test_any_other_address_shows_the_overview(browser, id):
    assert "Your scores" in browser.page(exercise=id)


def test_the_conventions_have_a_page_that_every_exercise_links(reader):
    shown = reader.page(exercise="conventions")
    assert all(f"<strong>G{n}</strong>" in shown for n in range(1, 10))
    assert "three significant digits" in shown
    for id in catalog.ids():
        assert "?exercise=conventions" in reader.page(exercise=id)


@pytest.mark.parametrize("id", catalog.ids())
def test_every_exercise_has_a_page(reader, id):
    question = pose(id, "local")
    shown = reader.call("show", id, "").json()["data"]
    assert catalog.entry(id).code in shown[1]
    assert len(question.fields) <= 3
    assert len(question.options) <= 12
    assert question.fields or question.options or question.starter


def test_an_answer_is_recorded_before_it_is_shown(browser, records):
    assert "counted the weights only" in browser.check("layer_parameters", "m*r")
    (attempt,) = records.attempts("local", "layer_parameters")
    assert attempt.answer == "m*r"
    assert attempt.source == "web"


def test_what_was_drawn_stays_with_the_attempt(browser, records):
    browser.check("digit_loss_value", "1")
    (attempt,) = records.attempts("local", "digit_loss_value")
    assert attempt.parameters == pose("digit_loss_value", "local").parameters


def test_a_stored_draw_outlives_a_change_of_the_random_stream(browser, records, desk):
    browser.check("digit_loss_value", "1")
    stored = dict(records.attempts("local")[0].parameters)
    assert desk.asked("local", "digit_loss_value").question.parameters == stored


def test_the_answer_comes_back_with_the_exercise(browser):
    browser.check("layer_parameters", "m*r + 7")
    assert "m*r + 7" in browser.page(exercise="layer_parameters")


def test_the_best_score_is_in_the_file(browser):
    for answer in ("m*r + r", "m*r"):
        browser.check("layer_parameters", answer)
    (row,) = csv.DictReader(io.StringIO(browser.http.get("/my/scores.csv").text))
    assert (row["student_key"], row["exercise"], row["score"]) == ("local", "layer_parameters", "3")


def test_the_answers_can_be_taken_along_and_handed_in(browser):
    program = "def affine_grads(A, dZ):\n    return A, dZ"
    browser.check("layer_parameters", "m*r + r")
    browser.check("affine_grads", program=program)
    kept = {}
    exec(browser.http.get("/my/answers.py").text, kept)
    assert kept["answers"] == {"layer_parameters": "m*r + r"}
    assert kept["affine_grads"](1, 2) == (1, 2)


def test_the_list_comes_with_a_verdict_only_where_it_changes(browser):
    def listed(answer):
        blank = ["", "", *[False] * 12, ""]
        return browser.call("check", "layer_parameters", "", answer, *blank).json()["data"][1]

    told = [listed(answer) for answer in ("7", "8", "m*r", "m*r", "m*r + r")]
    assert ["begun" in one for one in told if isinstance(one, str)] == [True, True, False]
    assert [isinstance(one, str) for one in told] == [True, False, True, False, True]


def test_a_practice_round_has_numbers_of_its_own_and_is_not_recorded(browser, desk, records):
    assert "of 2 points" in browser.check("digit_loss_value", "1", practice="1")
    assert records.attempts() == []
    rounds = [desk.asked("local", "digit_loss_value", n).question for n in (1, 2)]
    assert rounds[0].parameters != rounds[1].parameters


@pytest.mark.parametrize("value", [None, 7, True, [], {"evil": 1}, "x" * 50_000])
def test_whatever_a_browser_sends_is_no_error(browser, records, value):
    ticks = [value] * 12
    for id in ("layer_parameters", "building_blocks", "affine_grads", "digit_loss_value", value):
        answer = browser.call("check", id, value, value, value, value, *ticks, value)
        assert answer.status_code == 200
    for name, values in {"show": 2, "hint": 2, "reset": 2, "read": 5}.items():
        assert browser.call(name, *[value] * values).status_code == 200


def test_hints_come_one_by_one_and_the_next_one_says_its_price(browser):
    hints = catalog.exercise("layer_parameters").hints
    taken, shown, button = browser.call("hint", "layer_parameters", "1").json()["data"]
    assert taken == "2"
    assert hints[1] in shown
    assert hints[2] not in shown
    assert button["value"] == "Hint 3 of 3 (costs 25\N{NO-BREAK SPACE}% of the points in all)"


def test_a_hint_costs_points_from_then_on(browser, records):
    browser.call("hint", "layer_parameters", "0")
    browser.call("hint", "layer_parameters", "1")
    assert "hints taken" in browser.check("layer_parameters", "m*r + r")
    (attempt,) = records.attempts("local", "layer_parameters")
    assert (attempt.points, attempt.hints_used) == (2.7, 2)


def test_a_page_that_is_opened_anew_still_shows_the_hints_and_their_cost(browser):
    browser.call("hint", "layer_parameters", "2")
    assert "**Hint 3.**" in browser.page(exercise="layer_parameters")
    browser.call("hint", "layer_parameters", "0")
    assert "2.25 of 3 points" in browser.check("layer_parameters", "m*r + r")


def test_a_practice_round_costs_no_hints(browser):
    browser.call("hint", "chance_level", "2")
    assert "hints taken" not in browser.check("chance_level", "0.5", practice="1")


def test_what_was_solved_with_hints_is_done(browser, records):
    browser.call("hint", "layer_parameters", "2")
    shown = browser.check("layer_parameters", "m*r + r")
    assert "<strong>Right</strong>" in shown
    assert records.solved("local") == {"layer_parameters"}


def test_no_answer_stands_in_what_the_page_is_made_of(browser):
    config = browser.http.get("/learn/config").text
    hints = catalog.exercise("affine_grads").hints
    assert hints[2] not in config + browser.page(exercise="affine_grads")


def test_the_page_answers_to_its_own_name_only(browser):
    assert browser.http.get("/learn/", headers={"host": "elsewhere.example"}).status_code == 421


def test_no_other_site_may_read_or_write(browser):
    origin = {"origin": "https://elsewhere.example"}
    answer = browser.http.get("/learn/config", headers=origin)
    assert "access-control-allow-origin" not in answer.headers
    assert browser.http.post("/learn/gradio_api/run/check", headers=origin).status_code == 403


@pytest.mark.parametrize("path", ["/learn/", "/teach/", "/my/scores.csv", "/site/page.js"])
def test_every_answer_has_a_strict_policy(browser, path):
    policy = browser.http.get(path).headers["content-security-policy"]
    assert "'unsafe-eval'" not in policy


def test_large_bodies_are_refused(browser):
    body = b"0" * 1_000_001
    assert browser.http.post("/learn/gradio_api/run/check", content=body).status_code == 413


@pytest.mark.parametrize("path", ["/openapi.json", "/docs", "/learn/openapi.json"])
def test_nothing_is_listed(browser, path):
    assert browser.http.get(path).status_code == 404


def test_the_page_needs_nothing_from_elsewhere(browser):
    html = browser.http.get("/learn/").text
    assert f"{HERE}/" in html or "/site/page.js" in html
    for host in ("googleapis", "gstatic", "cdnjs", "huggingface.co"):
        assert f"https://{host}" not in html
