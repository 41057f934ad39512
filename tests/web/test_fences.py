"""Everything that the pages reveal is tried by a student, by another student, and by nobody."""

import json

import pytest

SECRET = "17*m*r + 4242"  # what Ana answered, and nobody else
MOUNTS = ("/learn", "/teach")
ASKED = "layer_parameters"


@pytest.fixture(scope="module")
def used(school):
    """Ana has an answer, a token and a session of events."""
    ana = school.enter("ana")
    ana.check(ASKED, SECRET)
    ana.http.post("/my/tokens", data={"label": "ana's laptop"})
    join(ana, "/learn", index(ana, "check"), values_of_check(), "ana-session")
    return school


def values_of_check(answer=SECRET):
    return [ASKED, "", answer, "", "", *[False] * 12, ""]


def config(browser, mount):
    return browser.http.get(f"{mount}/config").json()


def index(browser, name):
    return next(d["id"] for d in config(browser, "/learn")["dependencies"] if d["api_name"] == name)


def join(browser, mount, fn, values, session):
    sent = {"data": values, "fn_index": fn, "session_hash": session, "event_data": None}
    return browser.http.post(f"{mount}/gradio_api/queue/join", json=sent)


def events(school):
    """Every event of both pages, as one who may see both finds them: mount, index, name, inputs."""
    browser = school.enter("prof")
    return [
        (mount, event["id"], event["api_name"], len(event["inputs"]))
        for mount in MOUNTS
        for event in config(browser, mount)["dependencies"]
    ]


def answers(browser, mount, fn, name, count):
    """What there is to hear for every way of calling an event, with a session of another."""
    values = [ASKED, *[""] * (count - 1)][:count]
    base = f"{mount}/gradio_api"
    sent = {"data": values, "session_hash": "ana-session", "fn_index": fn}
    yield browser.http.post(f"{base}/run/{name}", json=sent)
    yield browser.http.post(f"{base}/run/predict", json=sent)
    yield browser.http.post(f"{base}/api/{name}", json=sent)
    yield browser.http.post(f"{base}/call/{name}", json=sent)
    yield browser.http.post(f"{base}/call/v2/{name}", json=sent)
    yield join(browser, mount, fn, values, "ana-session")


@pytest.mark.parametrize("who", ["ben", None])
def test_no_event_tells_anything_of_another_student(used, who):
    every = events(used)
    used.http.cookies.clear()
    browser = used.enter(who) if who else used.browser
    heard = [answer for event in every for answer in answers(browser, *event)]
    assert len(heard) == 6 * len(every) > 30
    assert not any("4242" in answer.text or "laptop" in answer.text for answer in heard)
    if who is None:
        assert {answer.status_code for answer in heard} <= {401, 404}


def test_a_student_calls_nothing_of_the_teaching_page(used):
    teaching = [event for event in events(used) if event[0] == "/teach"]
    browser = used.enter("ana")
    for path in ("/teach/", "/teach/config", "/teach/gradio_api/info"):
        assert browser.http.get(path).status_code == 401
    for event in [*teaching, ("/teach", 0, "export", 1)]:
        assert {a.status_code for a in answers(browser, *event)} <= {401, 404}


def test_the_events_of_a_session_are_told_to_its_owner_only(used):
    asked = {"params": {"session_hash": "ana-session"}}
    for who in ("ben", None):
        used.http.cookies.clear()
        browser = used.enter(who) if who else used.browser
        heard = browser.http.get("/learn/gradio_api/queue/data", **asked)
        assert (heard.status_code, "4242" in heard.text) == (404, False)
        sent = {"session_hash": "ana-session", "fn_index": 0, "event_id": "x"}
        assert browser.http.post("/learn/gradio_api/cancel", json=sent).status_code == 404
    own = used.enter("ana").http.get("/learn/gradio_api/queue/data", **asked)
    assert "process_completed" in own.text


def test_a_direct_event_with_anothers_session_is_ones_own(used):
    ben = used.enter("ben")
    sent = {"data": values_of_check("m*r"), "session_hash": "ana-session"}
    ben.http.post("/learn/gradio_api/run/check", json=sent)
    assert [attempt.answer for attempt in used.records.attempts("ben")] == ["m*r"]
    assert {attempt.answer for attempt in used.records.attempts("ana")} == {SECRET}


@pytest.mark.parametrize("path", ["/my/scores.csv", "/my/answers.py", "/my/tokens"])
def test_what_is_ones_own_is_shown_to_nobody_else(used, path):
    assert used.enter("ana").http.get(path).status_code == 200
    ben = used.enter("ben").http.get(path)
    assert ben.status_code == 200
    assert "ana" not in ben.text
    assert "4242" not in ben.text
    used.http.cookies.clear()
    assert used.http.get(path).status_code == 401
    assert used.enter("ben").http.get(path, params={"student": "ana"}).text == ben.text


def test_nobody_revokes_the_token_of_another(used):
    for id in range(1, 4):
        used.enter("ben").http.post(f"/my/tokens/{id}/revoke")
    assert "ana&#x27;s laptop" in used.enter("ana").http.get("/my/tokens").text
    used.http.cookies.clear()
    assert used.http.post("/my/tokens/1/revoke").status_code == 401


FILES = [
    "file={db}", "file/{db}", "file=/etc/passwd", "file=app.py", "file=grader/catalog.py",
    "file=../../../../etc/passwd", "file=http://127.0.0.1/healthz", "proxy=http://127.0.0.1/",
    "stream/ana-session/1/1/playlist.m3u8", "deep_link", "info", "openapi.json", "runs",
    "component_server", "dev/reload", "call/check/1", "upload_progress", "vibe-code/",
]  # fmt: skip


@pytest.mark.parametrize("who", ["ben", None])
@pytest.mark.parametrize("path", FILES)
def test_no_file_and_nothing_else_is_served_beside_the_page(used, who, path):
    used.http.cookies.clear()
    browser = used.enter(who) if who else used.browser
    path = path.format(db=used.records.folder / "records.db")
    for base in ("/learn/gradio_api", "/learn", "/teach/gradio_api", "/teach"):
        answer = browser.http.get(f"{base}/{path}")
        assert answer.status_code in (401, 403, 404, 405), (base, path)


@pytest.mark.parametrize("who", ["ben", None])
def test_nobody_uploads_to_the_students_page(used, who):
    used.http.cookies.clear()
    browser = used.enter(who) if who else used.browser
    file = {"files": ("x.txt", b"x")}
    assert browser.http.post("/learn/gradio_api/upload", files=file).status_code == 404
    assert browser.http.post("/teach/gradio_api/upload", files=file).status_code == 401


def test_nothing_of_anybody_stands_in_what_the_pages_are_made_of(used):
    for mount in MOUNTS:
        text = json.dumps(config(used.enter("prof"), mount))
        assert not any(word in text for word in ("4242", "Ruiz", "ana@uni.example", "Okafor"))


def test_a_token_opens_the_endpoints_for_notebooks_and_nothing_else(used):
    page = used.enter("ana").http.post("/my/tokens", data={"label": "x"}).text
    token = page.split("<code>chainrule_")[1].split("<")[0]
    used.http.cookies.clear()
    head = {"authorization": f"Bearer chainrule_{token}"}
    assert used.http.get("/api/scores", headers=head).json()["student"] == "ana"
    for path in ("/learn/config", "/teach/config", "/my/tokens", "/my/scores.csv"):
        assert used.http.get(path, headers=head).status_code == 401
