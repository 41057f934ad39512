"""Events that wait in no queue are answered by us, as Gradio itself would have answered them."""

import json

import gradio as gr
import pytest
from gradio.state_holder import SessionState

from grader.web import learn
from tests.web.conftest import in_a_loop

ASKED = "layer_parameters"
KINDS = [
    ASKED,
    "affine_grads",
    "building_blocks",
    "score_shapes",
    "softmax_by_hand",
    "train_linear",
]


async def told_by_gradio(desk, name, pages):
    page = learn.build(desk)
    event = next(one for one in page.fns.values() if one.api_name == name)
    asked, state = gr.Request(username="local"), SessionState(page)
    return [(await page.process_api(event, [id, ""], state, asked))["data"] for id in pages]


@pytest.mark.parametrize("name", ["show", "reset"])
def test_an_event_tells_what_gradio_would_tell(browser, desk, name):
    pages = ["", "conventions", *KINDS]
    told = [browser.call(name, id, "").json()["data"] for id in pages]
    assert told == in_a_loop(told_by_gradio(desk, name, pages))


def test_the_page_calls_its_events_by_their_numbers(reader):
    events = reader.http.get("/learn/config").json()["dependencies"]
    number = next(event["id"] for event in events if event["api_name"] == "show")
    sent = {"data": [ASKED, ""], "fn_index": number, "session_hash": "here"}
    answer = reader.http.post("/learn/gradio_api/run/predict", json=sent)
    assert answer.json() == reader.call("show", ASKED, "").json()


@pytest.mark.parametrize(
    ("name", "sent", "status"),
    [
        ("show", b"", 400),
        ("show", b"[" * 100_000, 400),
        ("show", b"[]", 400),
        ("show", b'{"data": ["layer_parameters"]}', 400),
        ("show", b'{"data": {"0": "", "1": ""}}', 400),
        ("predict", b'{"data": ["", ""], "fn_index": [1]}', 404),
        ("train", b'{"data": []}', 404),
        ("no_such_event", b'{"data": []}', 404),
    ],
)
def test_anything_else_is_refused(reader, name, sent, status):
    assert reader.http.post(f"/learn/gradio_api/run/{name}", content=sent).status_code == status


def test_half_of_a_surrogate_pair_is_an_answer_like_any_other(browser):
    sent = json.dumps({"data": [ASKED, "", "m*r + \ud83d", "", "", *[False] * 12, ""]})
    answer = browser.http.post("/learn/gradio_api/run/check", content=sent)
    assert answer.status_code == 200
    assert r"m*r + \ud83d" in browser.page(exercise=ASKED)


def test_without_the_records_an_event_says_so_and_the_log_says_why(browser, records, caplog):
    records.close()
    (records.folder / "records.db").write_bytes(b"no database" * 1000)
    assert browser.call("show", ASKED, "").status_code == 503
    assert "show could not be done" in caplog.text
