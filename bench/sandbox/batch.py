"""How long does a class take: graded, diagnosed and recorded, in one process and in two?"""

import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from bench.processes import memory
from bench.sandbox.answers import Answer
from grader.batch.drive import grade_class
from grader.batch.executors import processes
from grader.intake import scan
from grader.records import Records

EACH = 2  # programs of a student
WARM = 200


@dataclass(frozen=True)
class Measured:
    """Seconds in all; seconds and memory (MiB, of all processes) from the 200th to the last."""

    seconds: float
    steady: float
    before: float
    after: float


def graded(answers: Sequence[Answer], count: int, jobs: int) -> Measured:
    """Grade so many answers in a fresh database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _hand_in(folder / "class", answers, count)
        marks: list[tuple[float, float]] = []

        def progress(done: int, total: int) -> None:
            if done in (WARM, total):
                marks.append((time.perf_counter(), memory(os.getpid())))

        with Records.open(f"sqlite:///{folder / 'records.db'}") as records:
            found = scan(folder / "class").submissions
            start = time.perf_counter()
            report = grade_class(found, records, processes(jobs), (), progress)
            seconds = time.perf_counter() - start
        # Some programs answer more exercises than the one that they were written for.
        (warm, before), (end, after) = marks
        return Measured(
            seconds / report.graded, (end - warm) / (report.graded - WARM), before, after
        )


def _hand_in(folder: Path, answers: Sequence[Answer], count: int) -> None:
    """Students with two different exercises each."""
    kinds = sorted({one.exercise for one in answers})
    turns = {k: cycle([one for one in answers if one.exercise == k]) for k in kinds}
    order = cycle(kinds)
    for number in range(count // EACH):
        place = folder / f"student{number:04}"
        place.mkdir(parents=True)
        for kind in islice(order, EACH):
            (place / f"{kind}.py").write_text(next(turns[kind]).source)
