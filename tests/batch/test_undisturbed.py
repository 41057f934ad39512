"""However often a batch is killed, and wherever, it ends as if nothing had happened."""

import os
import re
import resource
import signal
import subprocess
import sys

import numpy as np
import pytest

from grader.records import Records
from tests.batch.made import handed_in
from tests.conftest import ROOT

MOMENTS = int(os.environ.get("CHAINRULE_KILLS", "3"))  # how many times a run is killed
SMALL = 200_000  # bytes that a file may have on a disk that is nearly full
SLOW = "import time\ntime.sleep(0.7)\n"  # still in flight when others are graded
TWICE = "def affine_grads(A, dZ):\n    return A.T @ dZ, dZ.{}(axis=0, keepdims=True)\n"


def class_of(tmp_path, students):
    """Students with programs and answers: one is slow, one hands in twice, and once the same."""
    folder = handed_in(tmp_path / "class", students)
    for moment, what in enumerate(("mean", "sum", "mean"), 1):
        place = folder / f"900{moment}-5 - Ada Okafor - Oct {moment}, 2026 1010 AM"
        place.mkdir()
        (place / "work.py").write_text(TWICE.format(what))
    slow = folder / "9009-5 - Zoe Last - Oct 1, 2026 1010 AM"
    slow.mkdir()
    (slow / "work.py").write_text(SLOW + TWICE.format("sum"))
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


def recorded(folder, name):
    """What the database holds, in any order: every answer once, however often it was begun."""
    with Records.open(f"sqlite:///{folder / name}.db") as records:
        return sorted(
            (a.student, a.exercise, a.number, a.content_sha256) for a in records.attempts()
        )


def hears_ctrl_c():
    """As from a terminal: what a shell starts in the background ignores the signal from birth."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def killed(run, seconds):
    """Whether a run was still there to be killed after so many seconds."""
    try:
        run.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.communicate()
        return True
    assert run.returncode == 0
    return False


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a class in it; each run has a database and files of its own."""
    folder = tmp_path_factory.mktemp("undisturbed")
    brightspace(class_of(folder, 16))
    return folder


@pytest.fixture(scope="module")
def undisturbed(place):
    said, _ = (run := started(place, "calm")).communicate()
    assert run.returncode == 0
    minutes, seconds = map(int, re.search(r"in (\d+) min (\d+) s", said).groups())
    return left_behind(place / "calm"), max(60.0 * minutes + seconds, 1.0)


def test_a_run_that_is_killed_at_any_moment_ends_with_the_same_bytes(undisturbed, place):
    calm, seconds = undisturbed
    once = recorded(place, "calm")
    assert {"scores.csv", "gradebook.csv", "feedback/student001 x.html"} <= set(calm)
    rng, kills, ends = np.random.default_rng(7), 0, 0
    while kills < MOMENTS:
        name = f"killed{ends}"
        if killed(started(place, name), 1.0 + rng.uniform(0.1, 1.0) * seconds):
            kills += 1
        else:  # it came to its end before; the next one begins anew
            assert (left_behind(place / name), recorded(place, name)) == (calm, once)
            ends += 1
    name = f"killed{ends}"
    started(place, name).communicate()
    assert (left_behind(place / name), recorded(place, name)) == (calm, once)


def test_ctrl_c_is_told_in_a_word_and_loses_nothing(undisturbed, place):
    calm, _ = undisturbed
    run = started(place, "stopped", start_new_session=True, preexec_fn=hears_ctrl_c)
    run.stderr.readline()  # some are graded, more are in flight
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    assert run.communicate()[1].splitlines()[-1] == "Stopped."
    assert run.returncode == 2
    run = started(place, "stopped")
    assert ", 0 known already" not in run.communicate()[0]
    assert left_behind(place / "stopped") == calm


def test_a_full_disk_is_told_in_a_sentence_and_loses_nothing(undisturbed, place):
    calm, _ = undisturbed
    limit = (SMALL, resource.RLIM_INFINITY)
    run = started(
        place, "full", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    )
    said = run.communicate()[1].splitlines()[-1]
    assert run.returncode == 2
    assert "full.db cannot be written any further" in said
    run = started(place, "full")
    assert ", 0 known already" not in run.communicate()[0]
    assert left_behind(place / "full") == calm
