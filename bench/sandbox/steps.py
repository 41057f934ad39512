"""What does each wall cost?  Its own steps, timed in the processes that take them."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

from grader.sandbox import kernel, landlock, modules, namespaces, seccomp, walls
from grader.sandbox.client import environment

CALLS = 1000  # system calls under the filter

# Everything but the namespaces is paid by every run; those are paid once by a server.
STEPS: dict[str, Callable[[], object]] = {
    "a group, no descriptors": lambda: walls.confine((), 1, walls.EVERYTHING),
    "rlimits": lambda: walls.limit(1, walls.EVERYTHING),
    "landlock": lambda: landlock.restrict(landlock.abi()),
    "seccomp": lambda: seccomp.install(os.getpid()),
}
FILTERED, ONCE = "a call under seccomp", "namespaces, once a server"


def measured(rounds: int) -> dict[str, list[float]]:
    """Seconds that each step took, in each round; without what this machine does not give."""
    boot = f"from bench.sandbox.steps import serve; serve({rounds})"
    command = [sys.executable, "-B", "-P", "-c", boot]
    done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def serve(rounds: int) -> None:
    """As a server stands when it forks a run: warm, and nobody's."""
    modules.load()
    walls.drop_root()
    landlock.abi()
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    gc.collect()
    gc.freeze()
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for steps in (_around_a_run, _around_a_server):
            for name, seconds in _in_a_fork(steps).items():
                found.setdefault(name, []).append(seconds)
    print(json.dumps(found))


def _in_a_fork(steps: Callable[[], dict[str, float]]) -> dict[str, float]:
    """What cannot be undone, in a process of its own."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.dup2(write, 1)
            os.write(1, json.dumps(steps()).encode())
        finally:
            os._exit(0)
    os.close(write)
    told = os.read(read, 4096)
    os.close(read)
    os.waitpid(pid, 0)
    return json.loads(told) if told else {}


def _around_a_run() -> dict[str, float]:
    _calls()
    free = _calls()
    found = {name: _seconds(step) for name, step in STEPS.items()}
    return {**found, FILTERED: (_calls() - free) / CALLS}


def _calls() -> float:
    return _seconds(lambda: [os.getuid() for _ in range(CALLS)])


def _around_a_server() -> dict[str, float]:
    start = time.perf_counter()
    return {ONCE: time.perf_counter() - start} if namespaces.enter() else {}


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start
