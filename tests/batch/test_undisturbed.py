"""However often a batch is killed, and wherever, it ends as if nothing had happened."""

import os
import re
import resource
import signal
import subprocess
import sys

import numpy as np
import pytest

from tests.batch.made import handed_in
from tests.conftest import ROOT

MOMENTS = int(os.environ.get("CHAINRULE_KILLS", "3"))  # how many times a run is killed
SMALL = 200_000  # bytes that a file may have on a disk that is nearly full
TWICE = "def affine_grads(A, dZ):\n    return A.T @ dZ, dZ.{}(axis=0, keepdims=True)\n"


def class_of(tmp_path, students):
    """Students with programs and answers, one of whom hands in twice, and once the same."""
    folder = handed_in(tmp_path / "class", students)
    for moment, what in enumerate(("mean", "sum", "mean"), 1):
        place = folder / f"900{moment}-5 - Ada Okafor - Oct {moment}, 2026 1010 AM"
        place.mkdir()
        (place / "work.py").write_text(TWICE.format(what))
    return folder


def brightspace(folder):
    """The same students under the names that Brightspace gives, so that attempts have times."""
    for number, place in enumerate(sorted(folder.glob("student*"))):
        place.rename(folder / f"{number}-5 - {place.name} x - Oct 1, 2026 1010 AM")
    return folder


def started(tmp_path, name, **options):
    command = [sys.executable, "-m", "grader", "batch", "class", "--layout", "brightspace",
               "--out", name, "--db", f"{name}.db", "--jobs", "2"]  # fmt: skip
    return subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def left_behind(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def undisturbed(tmp_path):
    brightspace(class_of(tmp_path, 8))
    said, _ = (run := started(tmp_path, "calm")).communicate()
    assert run.returncode == 0
    seconds = float(re.search(r"in (\d+) min (\d+) s", said)[2])
    return left_behind(tmp_path / "calm"), max(seconds, 1.0)


def test_a_run_that_is_killed_at_any_moment_ends_with_the_same_bytes(undisturbed, tmp_path):
    calm, seconds = undisturbed
    assert {"scores.csv", "gradebook.csv", "feedback/student001 x.html"} <= set(calm)
    for moment in np.random.default_rng(7).uniform(0.1, 1.0, MOMENTS):
        run = started(tmp_path, "killed")
        try:
            run.communicate(timeout=1.0 + moment * seconds)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.communicate()
    run = started(tmp_path, "killed")
    run.communicate()
    assert run.returncode == 0
    assert left_behind(tmp_path / "killed") == calm


def test_a_full_disk_is_told_in_a_sentence_and_loses_nothing(undisturbed, tmp_path):
    calm, _ = undisturbed
    limit = (SMALL, resource.RLIM_INFINITY)
    run = started(
        tmp_path, "full", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    )
    said = run.communicate()[1].splitlines()[-1]
    assert run.returncode == 2
    assert "full.db cannot be written any further" in said
    run = started(tmp_path, "full")
    assert "0 known already" not in run.communicate()[0]
    assert left_behind(tmp_path / "full") == calm
