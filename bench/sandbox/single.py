"""How long does one answer take, beside the floor, and which layer costs what?"""

import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack

import numpy as np

from bench.sandbox import steps
from bench.sandbox.answers import Answer
from bench.sandbox.floor import Floor
from grader.core.run import Job
from grader.sandbox import WORKERS, Sandbox
from grader.sandbox.layers import ALL, NONE

WAYS = {
    "no layer": NONE,
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


def ways(floor: Floor, job: Job, rounds: int) -> list[str]:
    """A row for each way to run one job, and what all layers cost beside none.

    All of them run in turn, each time in another order, so that all see the same machine.
    """
    rng = np.random.default_rng(0)
    with ExitStack() as stack:
        runs = {name: stack.enter_context(Sandbox(wanted=w)).run for name, w in WAYS.items()}
        times: dict[str, list[float]] = {name: [] for name in ("floor", *runs)}
        for run in runs.values():
            run(job)
        for _ in range(rounds):
            times["floor"] += floor.seconds(job)
            for name in rng.permutation(list(runs)):
                times[name].append(timed(runs[name], job))
    least = statistics.median(times["floor"])
    more = np.subtract(times["all layers"], times["no layer"])
    return [row(name, found, least) for name, found in times.items()] + [
        "all layers beside none: " + between(more, 1000, "ms")
    ]


def layers(rounds: int) -> list[str]:
    """A row for each step that puts up a wall."""
    found = steps.measured(rounds)
    return [f"{name:<28}{between(times, 1e6, 'us')}" for name, times in found.items()]


def between(times: Sequence[float] | np.ndarray, unit: float, name: str) -> str:
    """The median, and between what it lies with 95 % confidence, whatever the times' shape."""
    ordered = unit * np.sort(times)
    aside = 0.98 * len(ordered) ** 0.5  # ranks: half of them lie below the median, give or take
    low, high = (int(len(ordered) / 2 + side) for side in (-aside, aside))
    low, high = ordered[max(low, 0)], ordered[min(high, len(ordered) - 1)]
    return f"{np.median(ordered):8.2f} {name} ({low:.2f} to {high:.2f})"
