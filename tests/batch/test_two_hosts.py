"""A class graded on another machine, which shares a wire with this one and no files."""

import os
import subprocess
import sys

import pytest

from tests.batch.hosts import Host, two_hosts
from tests.batch.made import handed_in
from tests.batch.scheduler import cluster
from tests.batch.test_undisturbed import left_behind
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder of the driver's, with a class in it."""
    folder = tmp_path_factory.mktemp("driver")
    handed_in(folder / "class", 3)
    return folder


@pytest.fixture(scope="module")
def hosts(tmp_path_factory, place):
    with two_hosts(tmp_path_factory.mktemp("hosts"), place) as pair:
        yield pair


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory, hosts):
    with cluster(tmp_path_factory.mktemp("cluster"), 2, hosts) as up:
        yield up


def batch(place, host, name, *options):
    command = [*host.enter, sys.executable, "-m", "grader", "batch", "class", "--out", name,
               "--db", f"{name}.db", *options]  # fmt: skip
    return subprocess.Popen(
        command, cwd=place, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_the_other_machine_has_the_programs_only_from_the_wire(place, hosts, capsys):
    if not hosts.apart:
        with capsys.disabled():
            print("\nNo namespaces for two machines here: both are this one, on loopback.")
    seen = [*hosts.worker.enter, "ls", place, ROOT / "grader"]
    found = subprocess.run(seen, capture_output=True, text=True, check=True).stdout
    assert ("class" in found) is not hosts.apart
    assert ("batch" in found) is not hosts.apart


def test_a_worker_killed_on_the_other_machine_changes_not_a_byte(place, hosts, two_workers):
    here = batch(place, Host(), "here", "--jobs", "1")
    here.communicate()
    there = batch(place, hosts.driver, "there", "--cluster", two_workers.address)
    there.stderr.readline()  # some are graded, more are in flight
    two_workers.workers[0].kill()
    said, err = there.communicate()
    assert (here.returncode, there.returncode) == (0, 0), err
    assert "12 answers graded" in said
    assert left_behind(place / "there") == left_behind(place / "here")
