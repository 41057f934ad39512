"""A class graded on other machines: here a scheduler and two workers, processes of their own."""

import os
import socket
import subprocess
import sys
import time

import pytest

from grader.batch.cluster import NoCluster, checked, release
from grader.batch.cluster import cluster as cluster_at
from grader.batch.work import Item, graded
from grader.records import Records
from tests.batch.made import handed_in
from tests.batch.scheduler import cluster, loopers, workers_below
from tests.batch.test_class import MEAN, folder_of, scores
from tests.batch.test_undisturbed import left_behind
from tests.conftest import ROOT

LOOPS = "def affine_grads(A, dZ):\n    while True: pass\n"


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as up:
        yield up


@pytest.fixture
def batch(tmp_path):
    """`batch(name, …)` starts to grade the class into a folder and a database of that name."""
    begun = []

    def start(name, *options):
        command = [sys.executable, "-m", "grader", "batch", "class", "--out", name,
                   "--db", f"{name}.db", *options]  # fmt: skip
        begun.append(
            subprocess.Popen(
                command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
        )  # fmt: skip
        return begun[-1]

    yield start
    for run in begun:
        run.kill()
        run.communicate()


def test_a_worker_killed_in_the_middle_changes_not_a_byte(two_workers, batch, tmp_path):
    handed_in(tmp_path / "class", 4)
    here = batch("here", "--jobs", "2")
    here.communicate()
    there = batch("there", "--cluster", two_workers.address)
    there.stderr.readline()  # some are graded, more are in flight
    two_workers.workers[0].kill()
    said, err = there.communicate()
    assert (here.returncode, there.returncode) == (0, 0), err
    assert "16 answers graded" in said
    assert left_behind(tmp_path / "there") == left_behind(tmp_path / "here")


@pytest.mark.parametrize("where", ["here", "there"])
def test_what_kills_its_worker_twice_is_set_aside(two_workers, batch, tmp_path, where):
    folder_of(tmp_path, bad=LOOPS, **dict.fromkeys(("ana", "ben", "cyd"), MEAN))
    options = ["--jobs", "2"] if where == "here" else ["--cluster", two_workers.address]
    run, deaths = batch("out", *options), 0
    while run.poll() is None:
        workers = workers_below(run.pid) if where == "here" else two_workers.workers
        for worker in workers:
            if any(loopers(worker)):
                worker.kill()
                deaths += 1
        time.sleep(0.05)
    said, err = run.communicate()
    assert "1 answer set aside, for each ended its grader:\n  bad: affine_grads" in said, err
    found = scores(tmp_path / "out" / "scores.csv")
    assert deaths >= 2
    assert {who: row["status"] for (who, _), row in found.items()} == {
        "bad": "not_judged", "ana": "graded", "ben": "graded", "cyd": "graded"
    }  # fmt: skip


def test_a_scheduler_that_goes_away_loses_nothing(batch, tmp_path):
    handed_in(tmp_path / "class", 3)
    with cluster(tmp_path, 1) as up:
        run = batch("out", "--cluster", up.address)
        run.stderr.readline()
        up.scheduler.kill()
        said = run.communicate()[1].splitlines()[-1]
    assert run.returncode == 2
    assert "went away. What was graded is recorded" in said
    with Records.open(f"sqlite:///{tmp_path / 'out.db'}") as records:
        assert records.attempts()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_worker_that_would_grade_otherwise_is_told(number):
    ours = list(release("layer_parameters"))
    ours[number] = "something else"
    item = Item("1", "layer_parameters", "ana", "m*r")
    with pytest.raises(NoCluster, match="and this machine has something else"):
        checked(graded, item, tuple(ours), trust=True)


def test_a_worker_without_walls_refuses_unless_they_are_trusted(tmp_path):
    script = (
        "from tests.batch.test_cluster import *; import sys\n"
        "item = Item('1', 'layer_parameters', 'ana', 'm*r')\n"
        "print(checked(graded, item, release(item.exercise), trust=True)[1].points)\n"
        "checked(graded, item, release(item.exercise), trust=False)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CHAINRULE_SANDBOX": "workers"}
    ended = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=tmp_path,
        capture_output=True, text=True,
    )  # fmt: skip
    assert ended.stdout == "1.2\n"
    assert "isolates programs only as far as 'limited'" in ended.stderr


def test_where_nobody_is_one_sentence_says_so(grader, tmp_path):
    folder_of(tmp_path, ana=MEAN)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    ended = grader("batch", "class", "--out", "out", "--cluster", address)
    assert ended.code == 2
    assert ended.err.startswith(f"No scheduler answers at {address}: ")
    assert len(ended.err.splitlines()) == 1


def test_without_dask_one_sentence_says_what_to_install(tmp_path):
    script = (
        "import sys; sys.modules['distributed'] = None\n"
        "from grader.__main__ import main\n"
        "sys.exit(main(['batch', '.', '--out', 'out', '--cluster', 'tcp://x:1']))"
    )
    (tmp_path / "ana.py").write_text(MEAN)
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "pip install -r requirements-cluster.txt" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_somebody_who_does_not_greet_is_no_scheduler():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NoCluster, match="No scheduler"), cluster_at(address, patience=0.1):
            pass


@pytest.mark.parametrize("address", ["tcp://", "nonsense://x:1", "127.0.0.1", "tcp://x:y"])
def test_what_is_no_address_is_told(address):
    with pytest.raises(NoCluster, match="such as tcp://"), cluster_at(address):
        pass
