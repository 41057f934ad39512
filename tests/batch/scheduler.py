"""A Dask scheduler and workers for the tests: processes, gone afterwards."""

import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

import psutil

from tests.batch.hosts import ONE

# The first death of a worker is told at once, so that what is in flight with it is suspected.
AT_ONCE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}


@dataclass
class Cluster:
    """What was started, each with a nanny that starts its worker again."""

    scheduler: subprocess.Popen
    address: str
    nannies: list[subprocess.Popen] = field(default_factory=list)

    @property
    def workers(self):
        return [one for nanny in self.nannies for one in workers_below(nanny.pid)]


def workers_below(pid):
    """The processes that grade, begun by this one; Dask's and ours bear the same mark."""
    found = psutil.Process(pid).children(recursive=True)
    return [one for one in found if "spawn_main" in _command(one)]


def _command(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def loopers(worker):
    """Runs of students' programs that have computed for longer than any that comes to an end."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for one in worker.children(recursive=True):
            # A run is forked from its sandbox, so that both bear one name.
            if _command(one) == _command(one.parent()) and one.cpu_times().user > 0.5:
                yield one


@contextlib.contextmanager
def cluster(folder, count, hosts=ONE):
    """A scheduler with so many workers, on loopback or on two machines; their logs lie in the
    folder."""
    with contextlib.ExitStack() as stack:
        place = folder / "scheduler.json"
        options = ("--scheduler-file", place, "--port", 0)
        scheduler = stack.enter_context(_started(hosts.driver, folder, "scheduler", *options))
        while not (place.exists() and place.read_text()):
            time.sleep(0.05)
        up = Cluster(scheduler, json.loads(place.read_text())["address"])
        for number in range(count):
            options = ("--nthreads", 1, "--local-directory", folder / f"worker{number}")
            worker = _started(hosts.worker, folder, "worker", up.address, *options)
            up.nannies.append(stack.enter_context(worker))
        yield up


@contextlib.contextmanager
def _started(host, folder, what, *options):
    options = ("--host", host.address, "--no-dashboard", *map(str, options))
    command = [*host.enter, sys.executable, "-m", "dask", what, *options]
    environment = {**os.environ, "PYTHONPATH": str(host.root), **AT_ONCE}
    with (folder / f"{what}.log").open("ab") as log:
        running = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        yield running
    finally:
        running.terminate()
        running.wait()
