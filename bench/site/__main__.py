"""Put a class in front of the site on loopback; print what it waits, costs and remembers.

The class lives on the same processors as the site, and so takes a part of what it measures; that
part is printed, and what else ran on the machine meanwhile.
"""

import argparse
import asyncio
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.processes import busy, memory, seconds
from bench.site.school import School, Seen
from bench.site.served import Served, served
from bench.site.wire import Wire

EVENTS = ("show", "read", "check")
KINDS = {"check": "click to verdict", "read": "a field read", "show": "an exercise shown"}
ALONE = 20  # answers of one student, and requests of the trivial endpoint
HOUR = 3600


@dataclass(frozen=True)
class Cost:
    """Processor time so far: of the site with its programs, of the class, of the machine."""

    site: float
    school: float
    machine: float
    clock: float

    @classmethod
    def now(cls, site: Served) -> "Cost":
        return cls(seconds(site.process.pid), time.process_time(), busy(), time.perf_counter())

    def since(self, before: "Cost") -> "Cost":
        return Cost(
            self.site - before.site,
            self.school - before.school,
            self.machine - before.machine,
            self.clock - before.clock,
        )


async def measured(site: Served, options: argparse.Namespace) -> None:
    floor = Wire(site.port)
    page = Wire(site.port, next(iter(site.tokens.values())))
    config = json.loads(await page.get("/learn/config"))
    page.close()
    school = School(site, {d["api_name"]: d["id"] for d in config["dependencies"]})
    await school.hurry(options.warm)
    print(f"{'':<24}{'median':>9}{'95 %':>9}{'longest':>9}   ms")
    trivial = await _trivial(floor)
    _row("a trivial endpoint", trivial)
    school.look_anew()
    await school.alone(ALONE)
    alone = school.look_anew().seconds["check"]
    _row("an answer alone", alone)
    await _lesson(school, options, statistics.median(trivial), statistics.median(alone))
    await _burst(school)
    await _hour(school, options)
    _kept(school)
    floor.close()
    school.close()


async def _trivial(floor: Wire) -> list[float]:
    times = []
    for _ in range(ALONE):
        began = time.perf_counter()
        await floor.get("/healthz")
        times.append(time.perf_counter() - began)
    return times


async def _lesson(
    school: School, options: argparse.Namespace, trivial: float, alone: float
) -> None:
    before = Cost.now(school.site)
    await school.lesson(options.seconds, options.each)
    cost, seen = Cost.now(school.site).since(before), school.look_anew()
    for name, label in KINDS.items():
        _row(label, seen.seconds.get(name, []))
    clicks = seen.seconds["check"]
    worst, each = _percentile(clicks), 1000 / len(clicks)
    print(
        f"  95 % of {len(clicks)} verdicts within {1000 * worst:.0f} ms: {worst / trivial:.0f} x "
        f"the trivial endpoint, {worst / alone:.1f} x an answer alone (medians)\n"
        f"  processor time for each answer, with what was typed and shown before: the site "
        f"{each * cost.site:.1f} ms, the class {each * cost.school:.1f} ms"
    )
    cores = os.cpu_count() or 1
    others = cost.machine - cost.site - cost.school
    shares = (100 * part / cost.clock / cores for part in (cost.site, cost.school, others))
    print(
        "  of {} processors the site took {:.0f} %, the class {:.0f} %, others {:.0f} %".format(
            cores, *shares
        )
    )
    _trouble(seen)


async def _burst(school: School) -> None:
    took = await school.burst()
    seen = school.look_anew()
    clicks = seen.seconds["check"]
    print(
        f"{len(clicks)} clicks at once: the last one answered after {took:.2f} s, half of them "
        f"after {statistics.median(clicks):.2f} s"
    )
    _trouble(seen)


async def _hour(school: School, options: argparse.Namespace) -> None:
    """Memory over many answers, without waiting between them."""
    pid, part = school.site.process.pid, options.events // 2
    if not part:
        return
    sizes, before = [memory(pid)], Cost.now(school.site)
    for _ in range(2):
        await school.hurry(part)
        sizes.append(memory(pid))
    cost, seen = Cost.now(school.site).since(before), school.look_anew()
    hour = len(school.students) * HOUR / options.each
    grown = (sizes[2] - sizes[1]) / part * hour
    print(
        f"{2 * part} answers without a pause, {2 * part / cost.clock:.0f} in a second, "
        f"{1000 * cost.site / (2 * part):.1f} ms of the site's processor time each\n"
        f"  MiB at the start, in the middle, at the end: {sizes[0]:.0f} {sizes[1]:.0f} "
        f"{sizes[2]:.0f}; an hour of the class is {hour:.0f} answers: "
        f"{grown:+.0f} MiB, if it went on as in the second half"
    )
    _trouble(seen)


def _kept(school: School) -> None:
    """Whether every verdict that came back is in the database, under the right name."""
    shown, kept = school.seen.verdicts, school.site.recorded()
    lost = sum((shown - kept).values())
    unshown = sum((kept - shown).values())
    print(
        f"{shown.total()} verdicts, {kept.total()} attempts in the database: {lost} lost, "
        f"{unshown} recorded without a verdict, {len(school.seen.wrong)} shown to the wrong student"
    )
    for text in school.seen.wrong[:5]:
        print("  " + text)


def _row(name: str, times: list[float]) -> None:
    numbers = (statistics.median(times), _percentile(times), max(times)) if times else ()
    print(f"{name:<24}" + "".join(f"{1000 * n:9.1f}" for n in numbers), flush=True)


def _percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _trouble(seen: Seen) -> None:
    if seen.told_to_wait or seen.unanswered:
        print(f"  told to wait: {seen.told_to_wait}; without any answer: {seen.unanswered}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.site", description=__doc__)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--each", type=float, default=5.0, help="seconds between two answers")
    parser.add_argument("--seconds", type=float, default=60.0, help="that the lesson lasts")
    parser.add_argument("--warm", type=int, default=400, help="answers before anything is measured")
    parser.add_argument(
        "--events",
        type=int,
        default=6000,
        help="answers without a pause, to see memory; an hour is 144000, 0 leaves it out",
    )
    return parser.parse_args()


def main() -> None:
    options = _options()
    # Stopped from outside, the site ends with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), options.students) as site,
    ):
        asyncio.run(measured(site, options))


if __name__ == "__main__":
    main()
