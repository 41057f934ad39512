"""Whoever watches over the site is told how it is, and nothing of anybody."""

import tempfile
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from grader.core.run import UNAVAILABLE, Outcome
from grader.teaching.health import free_bytes, places
from grader.web import health
from grader.web.answers import Desk
from grader.web.health import Ready, checks
from grader.web.tally import Tally

COLLECTOR = {"authorization": "Bearer collector"}


def test_it_lives(browser):
    assert browser.http.get("/healthz").text == "ok\n"


def test_it_is_ready_when_it_can_write_and_grade(records):
    well = checks(Desk(records, lambda job: Outcome("finished")))
    assert Ready(well).found() == {"database": True, "sandbox": True, "disk": True}


def test_without_a_sandbox_it_is_not_ready(records):
    away = checks(Desk(records, lambda job: Outcome(UNAVAILABLE)))
    assert Ready(away).found()["sandbox"] is False


def test_the_fullest_disk_counts(records, tmp_path):
    assert set(places(records)) == {tmp_path, Path(tempfile.gettempdir())}
    full = Path("/proc")
    assert (
        free_bytes([tmp_path, full]) == free_bytes([full, tmp_path]) == 0 < free_bytes([tmp_path])
    )


def test_findings_are_told_again_for_a_while():
    times, looked = [0.0], []
    ready = Ready({"x": lambda: not looked.append(1)}, lambda: times[0])
    for times[0] in (10.0, 12.0, 14.9, 15.1):
        assert ready.found() == {"x": True}
    assert len(looked) == 2


def test_the_page_says_which_part_is_not_ready(browser):
    # The functions of this site's desk know no `ready`.
    answer = browser.http.get("/readyz")
    assert answer.status_code == 503
    assert answer.text == "database: ok\nsandbox: not ok\ndisk: ok\n"


def test_what_was_done_is_counted_without_names(browser):
    browser.check("layer_parameters", "m*r")
    browser.check("layer_parameters", "m*")
    text = browser.http.get("/metrics").text
    assert 'chainrule_answers_total{status="graded"} 1' in text
    assert 'chainrule_answers_total{status="unreadable"} 1' in text
    assert 'chainrule_requests_total{status="200"} 2' in text
    assert "chainrule_answer_seconds_count 2" in text
    assert "layer_parameters" not in text


def test_the_histogram_is_cumulative():
    times = iter([0.0, 0.01, 1.0, 1.3, 2.0, 102.0])
    tally = Tally(lambda: next(times))
    for _ in range(3):
        with tally.timed():
            pass
    lines = tally.text().splitlines()
    assert 'chainrule_answer_seconds_bucket{le="0.01"} 1' in lines
    assert 'chainrule_answer_seconds_bucket{le="0.5"} 2' in lines
    assert 'chainrule_answer_seconds_bucket{le="+Inf"} 3' in lines


@pytest.mark.parametrize("token", ["", "collector"])
def test_the_counts_are_for_this_machine_or_for_the_token(desk, token):
    app = FastAPI()
    app.include_router(health.router(desk, token))
    with TestClient(app, client=("203.0.113.5", 5000)) as elsewhere:
        assert elsewhere.get("/metrics").status_code == 403
        assert elsewhere.get("/metrics", headers={"authorization": "Bearer x"}).status_code == 403
        known = elsewhere.get("/metrics", headers=COLLECTOR).status_code
        assert known == (200 if token else 403)
