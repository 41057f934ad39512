"""How long does a class take: graded, diagnosed and recorded, in one process and in two?"""

import os
import statistics
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
LOOKS = 20  # at the memory, from then on: programs come and go, so that one look says little
FEW = 5


@dataclass(frozen=True)
class Measured:
    """Seconds for each answer: of all, and from the 200th to the last.

    Memory in MiB, of all processes: the median of the first five looks after the 200th, and of the
    last five.
    """

    seconds: float
    steady: float
    before: float
    after: float


def graded(answers: Sequence[Answer], count: int, jobs: int) -> Measured:
    """Grade so many answers in a fresh database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _hand_in(folder / "class", answers, count)
        marks: list[tuple[int, float, float]] = []

        def progress(done: int, total: int) -> None:
            due = WARM + len(marks) * (total - WARM) // LOOKS
            if done >= due or done == total:
                marks.append((done, time.perf_counter(), memory(os.getpid())))

        with Records.open(f"sqlite:///{folder / 'records.db'}") as records:
            found = scan(folder / "class").submissions
            start = time.perf_counter()
            report = grade_class(found, records, processes(jobs), (), progress)
            seconds = time.perf_counter() - start
        # Some programs answer more exercises than the one that they were written for.
        (first, warm, _), *_, (last, end, _) = marks
        looks = [used for _, _, used in marks]
        before, after = statistics.median(looks[:FEW]), statistics.median(looks[-FEW:])
        return Measured(seconds / report.graded, (end - warm) / (last - first), before, after)


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
