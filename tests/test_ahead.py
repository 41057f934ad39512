"""What is worked out beside the site: nobody waits meanwhile, and nothing is lost without it."""

import sys
import time

from grader import ahead
from grader.core.diagnosis.shelf import shelf
from grader.shelf import Files


def test_once_it_has_ended_what_is_missing_is_simulated_where_it_is_needed():
    with ahead.beside((sys.executable, "-c", "")):
        ended = time.monotonic() + 60
        while shelf().filling and time.monotonic() < ended:
            time.sleep(0.01)
        assert not shelf().filling


def test_the_shelf_says_that_it_is_being_filled():
    with ahead.beside((sys.executable, "-c", "import time; time.sleep(60)")):
        assert shelf().filling
    assert not shelf().filling


def test_what_was_prepared_lies_on_the_shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_CACHE", str(tmp_path))
    monkeypatch.setattr("grader.core.diagnosis.shelf._shelves", [Files(tmp_path)])
    assert list(ahead.prepared(["accuracy", "digit_loss_value"])) == ["accuracy"]
    assert [file.name.partition("-")[0] for file in tmp_path.iterdir()] == ["accuracy"]
