"""Print what running a program behind walls costs, beside the floor measured in the same run."""

import argparse
import statistics

from bench.sandbox import batch, single
from bench.sandbox.answers import answers
from bench.sandbox.floor import Floor
from grader.sandbox import Sandbox

HEAD = f"{'':<28}{'10 %':>8}{'median':>8}{'/ floor':>8}"


def main() -> None:
    options = _options()
    with Sandbox() as sandbox, Floor() as floor:
        found = answers(sandbox)
        print(f"One of {len(found)} answers with all its cases, ms; the level: {sandbox.level}")
        print(HEAD, *single.exercises(sandbox, floor, found, options.rounds), sep="\n")
        print("\nThe same job in every way, ms")
        job = next(one.job for one in found if one.exercise == "affine_grads")
        print(HEAD, *single.ways(floor, job, 10 * options.rounds), sep="\n")
        print("\nEach step that puts up a wall, timed where it is taken: median (95 %)")
        print(*single.layers(50 * options.rounds), sep="\n")
        if options.batch:
            _batches(found, options.batch, options.batches, floor)


def _batches(found: list, count: int, rounds: int, floor: Floor) -> None:
    def least() -> float:
        return statistics.mean(floor.seconds(one.job)[0] for one in found for _ in range(3))

    print(f"\n{count} answers graded, diagnosed and recorded, ms each; the floor before and after")
    print(f"{'':<10}{'all':>8}{'steady':>8}{'floor':>8}{'/ floor':>8}   MiB first, last")
    took: dict[int, list[float]] = {1: [], 2: []}
    for jobs in (1, 2) * rounds:
        before, m = least(), batch.graded(found, count, jobs)
        bare = (before + least()) / 2
        took[jobs].append(m.steady)
        numbers = (1000 * m.seconds, 1000 * m.steady, 1000 * bare, m.steady / bare)
        row = "".join(f"{n:8.2f}" for n in numbers)
        print(f"--jobs {jobs:<3}{row}   {m.before:.0f} {m.after:.0f}", flush=True)
    each = ", ".join(f"{one / two:.2f}" for one, two in zip(took[1], took[2], strict=True))
    ratio = statistics.median(took[1]) / statistics.median(took[2])
    print(f"--jobs 2 is {ratio:.2f} times as fast (medians; round by round {each})")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.sandbox", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="of every program")
    parser.add_argument("--batch", type=int, default=2000, help="answers in the class; 0: none")
    parser.add_argument("--batches", type=int, default=3, help="classes with each number of jobs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
