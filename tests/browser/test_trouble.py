"""When something breaks, the page says what, nothing that was typed is lost, and nothing counts."""

import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Site
from tests.browser.programs import AVERAGED, FORMULA, PROGRAM, RIGHT
from tests.browser.test_answers import scores

SLOW = RIGHT.replace("    return", "    for i in range(10**9): pass\n    return")


@pytest.fixture
def start(tmp_path):
    """Sites that may break; the database stays."""
    running = []

    def started(**more):
        running.append(Site(tmp_path / "chainrule.db", **more))
        return running[-1]

    yield started
    for site in running:
        site.stop()


def children(process):
    """The processes that a process has started."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def test_the_sandbox_is_away(start, visit_at, tmp_path):
    copy = tmp_path / "site"
    for name in ("grader", "exercises"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "app.py", copy)
    site = start(root=copy)
    visitor = visit_at(site)
    visitor.open(PROGRAM)
    visitor.write(AVERAGED)
    expect(visitor.check()).to_contain_text("N times too small")
    before = scores(site)[PROGRAM]["score"]
    # Killed, and with nothing left to start it from.
    (copy / "grader/sandbox/server.py").unlink()
    for child in children(site.process.pid):
        os.kill(child, signal.SIGKILL)
    visitor.write(RIGHT)
    expect(visitor.check()).to_contain_text("That is our fault; it costs you nothing.")
    assert visitor.program() == RIGHT
    assert scores(site)[PROGRAM]["score"] == before


def test_the_database_is_locked(start, visit_at, tmp_path):
    site = start()
    visitor = visit_at(site)
    visitor.open(FORMULA)
    visitor.type("m*r + 4242")
    other = sqlite3.connect(tmp_path / "chainrule.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    expect(visitor.check()).to_contain_text("could not be recorded")
    expect(visitor.page.locator("#field-0 :is(textarea, input)")).to_have_value("m*r + 4242")
    other.execute("ROLLBACK")
    other.close()
    assert FORMULA not in scores(site)
    expect(visitor.check()).to_contain_text("Not right yet")
    log = site.log.read_text()
    assert "an answer could not be recorded" in log
    assert "4242" not in log


def test_the_site_restarts_in_the_middle_of_an_answer(start, visit_at):
    site = start()
    visitor = visit_at(site)
    visitor.open(PROGRAM)
    visitor.write(SLOW)
    visitor.page.locator("#check").click()
    expect(visitor.page.locator("#check.busy")).to_be_visible()
    site.process.kill()
    expect(visitor.page.get_by_text("The site cannot be reached.")).to_be_visible()
    site.process.wait()
    again = start(port=site.port)
    # Gradio notices that the site is back, and loads the page anew.
    expect(visitor.page.get_by_text("The site cannot be reached.")).to_have_count(0)
    visitor.arrived(PROGRAM)
    # For a moment the page that was there before stands beside the one that comes.
    visitor.holds(SLOW)
    visitor.write(RIGHT)
    expect(visitor.check()).to_contain_text("Everything is right")
    assert float(scores(again)[PROGRAM]["score"]) == 3
