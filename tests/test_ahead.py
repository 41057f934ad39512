"""What is worked out beside the site: nobody waits meanwhile, and nothing is lost without it."""

import os
import subprocess
import sys
import time
from pathlib import Path

from grader import ahead
from grader.core.diagnosis.shelf import shelf

BEGUN = """
import os, signal
from grader import ahead
ahead.beside().__enter__()
os.kill(os.getpid(), signal.SIGKILL)
"""


def eventually(condition, seconds=60):
    ended = time.monotonic() + seconds
    while not (holds := condition()) and time.monotonic() < ended:
        time.sleep(0.01)
    return holds


def running(cache):
    """Whether some process fills this cache."""
    for process in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"CHAINRULE_CACHE={cache}\0".encode() in process.read_bytes():
                return True
        except OSError:
            continue
    return False


def test_once_it_has_ended_what_is_missing_is_simulated_where_it_is_needed():
    with ahead.beside((sys.executable, "-c", "")):
        assert eventually(lambda: not shelf().filling)


def test_the_shelf_says_that_it_is_being_filled():
    with ahead.beside((sys.executable, "-c", "import time; time.sleep(60)")):
        assert shelf().filling
    assert not shelf().filling


def test_it_ends_with_a_site_that_is_killed(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_CACHE", str(tmp_path))
    subprocess.run([sys.executable, "-c", BEGUN], cwd=ahead.ROOT, check=False)
    assert eventually(lambda: not running(tmp_path), 10)


def test_what_was_prepared_lies_on_the_shelf(tmp_path):
    command = [sys.executable, "-m", "grader", "prepare", "accuracy", "digit_loss_value"]
    environment = {**os.environ, "CHAINRULE_CACHE": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ahead.ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["accuracy"]
    assert [file.name.partition("-")[0] for file in tmp_path.iterdir()] == ["accuracy"]
