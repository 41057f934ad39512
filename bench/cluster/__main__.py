"""Print what grading on a cluster costs beside processes, measured in turns in the same run."""

import argparse
import statistics
import time
from contextlib import closing
from itertools import cycle, islice

from distributed import LocalCluster

from bench.sandbox.answers import answers
from grader.batch.cluster import cluster
from grader.batch.engine import Engine
from grader.batch.executors import Executors, processes
from grader.batch.work import Item, graded
from grader.sandbox import Sandbox

WARM = 20  # answers until every worker has its sandbox


def seconds(executors: Executors, items: list[Item]) -> float:
    """For each answer, once everything is warm."""
    done = warm = 0
    begun = 0.0
    with closing(Engine(graded, executors)) as engine:
        for landed in engine.results(items):
            done += len(landed)
            if not warm and done >= WARM:
                warm, begun = done, time.perf_counter()
        return (time.perf_counter() - begun) / (done - warm)


def on_cluster(workers: int, items: list[Item]) -> float:
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as started,
        cluster(started.scheduler_address) as executors,
    ):
        return seconds(executors, items)


def main() -> None:
    options = _options()
    with Sandbox() as sandbox:
        found = answers(sandbox)
    items = [
        Item(str(number), one.exercise, f"student{number}", one.source)
        for number, one in enumerate(islice(cycle(found), options.answers))
    ]
    ways = {
        "1 process": lambda: seconds(processes(1), items),
        "1 worker": lambda: on_cluster(1, items),
        "2 processes": lambda: seconds(processes(2), items),
        "2 workers": lambda: on_cluster(2, items),
    }
    took = {name: [] for name in ways}
    for _ in range(options.rounds):
        for name, way in ways.items():
            took[name].append(way())
    _print({name: statistics.median(each) for name, each in took.items()}, options.answers)


def _print(median: dict[str, float], count: int) -> None:
    print(f"{count} answers graded and diagnosed, ms for each (median of the rounds)")
    for name, each in median.items():
        print(f"  {name:<12}{1000 * each:8.1f}")
    for number, what in ((1, "1 worker"), (2, "2 workers")):
        local = median["1 process" if number == 1 else "2 processes"]
        print(f"{what} / as many processes: {median[what] / local:.2f}")
    print(f"2 workers are {median['1 worker'] / median['2 workers']:.2f} times as fast as 1")
    print(f"2 processes are {median['1 process'] / median['2 processes']:.2f} times as fast as 1")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument("--answers", type=int, default=400, help="in each round")
    parser.add_argument("--rounds", type=int, default=3, help="of every way")
    return parser.parse_args()


if __name__ == "__main__":
    main()
