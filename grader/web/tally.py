"""How much was there to do, and how long did it take?  Counted in this process, without names."""

import bisect
import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
HELP = {
    "requests": ("status", "Requests that were answered, by HTTP status."),
    "answers": ("status", "Answers that were graded, by what came of it."),
}
SECONDS = "chainrule_answer_seconds"


class Tally:
    """Counts, and a histogram of the seconds that grading took."""

    def __init__(self, timer: Callable[[], float] = time.perf_counter) -> None:
        self._timer = timer
        self._lock = threading.Lock()
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in HELP}
        self._times = [0] * (len(BOUNDS) + 1)
        self._total = 0.0

    def count(self, what: str, label: str) -> None:
        with self._lock:
            self._counts[what][label] += 1

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        began = self._timer()
        try:
            yield
        finally:
            seconds = self._timer() - began
            with self._lock:
                self._times[bisect.bisect_left(BOUNDS, seconds)] += 1
                self._total += seconds

    def text(self) -> str:
        """Everything in the plain format that Prometheus and others read."""
        with self._lock:
            return "\n".join([*self._counters(), *self._histogram(), ""])

    def _counters(self) -> Iterator[str]:
        for name, (label, help) in HELP.items():
            full = f"chainrule_{name}_total"
            yield f"# HELP {full} {help}"
            yield f"# TYPE {full} counter"
            for value, count in sorted(self._counts[name].items()):
                yield f'{full}{{{label}="{value}"}} {count}'

    def _histogram(self) -> Iterator[str]:
        yield f"# HELP {SECONDS} Seconds from an answer's turn to its result."
        yield f"# TYPE {SECONDS} histogram"
        below = 0
        for bound, count in zip([*map(str, BOUNDS), "+Inf"], self._times, strict=True):
            below += count
            yield f'{SECONDS}_bucket{{le="{bound}"}} {below}'
        yield f"{SECONDS}_sum {self._total:.6f}"
        yield f"{SECONDS}_count {below}"
