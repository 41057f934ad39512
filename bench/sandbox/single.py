"""How long does one answer take, beside the floor, and which layer costs what?"""

import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack

import numpy as np

from bench.sandbox.answers import Answer
from bench.sandbox.floor import Floor
from grader.core.run import Job
from grader.sandbox import WORKERS, Sandbox
from grader.sandbox.layers import ALL, NONE, only

WAYS = {
    "no layer": NONE,
    "+ rlimits": only("rlimits"),
    "+ landlock": only("landlock"),
    "+ seccomp": only("seccomp"),
    "+ namespaces": only("namespaces"),
    "all layers": ALL,
    "workers": WORKERS,
}


def row(name: str, times: Sequence[float], floor: float) -> str:
    """Name, tenth percentile and median in milliseconds, and the median over the floor's."""
    tenth, median = statistics.quantiles(times, n=10)[0], statistics.median(times)
    return f"{name:<28}{1000 * tenth:8.2f}{1000 * median:8.2f}{median / floor:8.2f}"


def timed(run: Callable[[Job], object], job: Job) -> float:
    start = time.perf_counter()
    run(job)
    return time.perf_counter() - start


def exercises(sandbox: Sandbox, floor: Floor, answers: Sequence[Answer], rounds: int) -> list[str]:
    """A row for each exercise: its programs, sandboxed and bare in turn."""
    ours: dict[str, list[float]] = {}
    bare: dict[str, list[float]] = {}
    for _ in range(rounds):
        for one in answers:
            for name in (one.exercise, "all"):
                ours.setdefault(name, [])
                bare.setdefault(name, [])
            pair = timed(sandbox.run, one.job), floor.seconds(one.job)[0]
            for name in (one.exercise, "all"):
                ours[name].append(pair[0])
                bare[name].append(pair[1])
    return [row(name, ours[name], statistics.median(bare[name])) for name in ours]


def layers(floor: Floor, job: Job, rounds: int) -> list[str]:
    """A row for each way to run one job, with what it costs beside no layer at all.

    All of them run in turn, each time in another order, so that all see the same machine.
    """
    rng = np.random.default_rng(0)
    with ExitStack() as stack:
        ways = {name: stack.enter_context(Sandbox(wanted=w)).run for name, w in WAYS.items()}
        times: dict[str, list[float]] = {name: [] for name in ("floor", *ways)}
        for run in ways.values():
            run(job)
        for _ in range(rounds):
            times["floor"] += floor.seconds(job)
            for name in rng.permutation(list(ways)):
                times[name].append(timed(ways[name], job))
    least, bare = (statistics.median(times[name]) for name in ("floor", "no layer"))
    return [
        row(name, found, least) + f"{1000 * (statistics.median(found) - bare):+8.2f}"
        for name, found in times.items()
    ]
