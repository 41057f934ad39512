"""What does the grader say of a program, is that true, and how long does it take?"""

import functools
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.diagnosis import fresh
from bench.diagnosis.corpus import Program
from bench.diagnosis.labels import Label, canonical
from grader import catalog, grade
from grader.core import local
from grader.core.compare import FUNCTION, numeric
from grader.core.edits import EditError, composed
from grader.core.kinds import Code
from grader.core.result import EXACT, PARTIAL, UNKNOWN, Result
from grader.core.run import CallResult, Job, Returned
from grader.core.sheet import sheet_of
from grader.sandbox import shared

NAMED, EQUAL, TRUE_PART, OTHER_PART, SILENT, FALSE = (
    "exact", "equal", "part", "other part", "unknown", "false",
)  # fmt: skip
FACTOR = "FACTOR"
READ = re.compile(r"(\w+) (?:is|has) (.*)\.$")


@dataclass(frozen=True)
class Measured:
    """One program, graded.

    `verdict`: `exact` names the label, `equal` another explanation that holds on fresh inputs as
    well, `part` some of the label's mistakes, `other part` none of them or more than them, `false`
    a complete explanation that does not hold.
    """

    program: Program
    result: Result
    verdict: str
    wrong: bool
    floor: float

    @property
    def named(self) -> Label:
        return frozenset(mistake.id for mistake in self.result.diagnosis.mistakes)

    @property
    def seconds(self) -> float:
        return self.result.seconds

    @property
    def accepted_wrong(self) -> bool:
        return self.wrong and self.result.right

    @property
    def rejected_right(self) -> bool:
        return not self.wrong and not self.result.right


def measured(program: Program) -> Measured:
    exercise = code(program.family)
    seen = in_sandbox(program, fresh.calls(program.family))
    start = time.perf_counter()
    in_sandbox(program, sheet_of(exercise).calls)
    floor = time.perf_counter() - start
    result = grade(program.family, program.source, "bench")
    right = fresh.same(_simulated(program.family, ()), seen)
    return Measured(program, result, _verdict(program, result, seen), not right, floor)


@functools.cache
def code(family: str) -> Code:
    exercise = catalog.exercise(family)
    assert isinstance(exercise, Code)
    return exercise


def in_sandbox(program: Program, calls: Sequence) -> tuple[CallResult, ...]:
    exercise = code(program.family)
    seconds = exercise.seconds
    job = Job(program.source, program.family, tuple(calls), exercise.driver, seconds)
    return shared().run(job).results


def _verdict(program: Program, result: Result, seen: Sequence[CallResult]) -> str:
    ids = frozenset(mistake.id for mistake in result.diagnosis.mistakes)
    match result.diagnosis.certainty:
        case certainty if certainty == EXACT:
            if not _holds(program.family, result, seen):
                return FALSE
            return NAMED if canonical(ids) in program.labels else EQUAL
        case certainty if certainty == PARTIAL:
            bare = frozenset(id.partition("/")[0] for id in ids)
            true = any(bare <= label or canonical(ids) <= label for label in program.labels)
            return TRUE_PART if true else OTHER_PART
        case certainty:
            return SILENT if certainty == UNKNOWN else certainty


def _holds(family: str, result: Result, seen: Sequence[CallResult]) -> bool:
    """Whether what was named leads to what the program returns on fresh inputs."""
    named = result.diagnosis.mistakes
    if all(mistake.id == FACTOR for mistake in named):
        readings = dict(READ.match(mistake.feedback).groups() for mistake in named)
        return _scaled(family, readings, seen)
    try:
        expected = _simulated(family, tuple(sorted(mistake.id for mistake in named)))
    except EditError:
        return False
    return fresh.same_values(expected, seen)


@functools.cache
def _simulated(family: str, ids: tuple[str, ...]) -> tuple[CallResult, ...]:
    exercise = code(family)
    mistakes = [mistake for mistake in exercise.mistakes if mistake.id in ids]
    return local.sample(composed(exercise.reference, mistakes), fresh.calls(family))


def _scaled(family: str, readings: dict[str, str], seen: Sequence[CallResult]) -> bool:
    """Whether each output is the right one times what its sentence says, on every fresh call."""
    names = code(family).returns
    calls = zip(fresh.calls(family), _simulated(family, ()), seen, strict=False)
    for call, expected, observed in calls:
        if not isinstance(expected, Returned) or not isinstance(observed, Returned):
            return False
        pairs = [(expected.value, observed.value)]
        if len(names) > 1:
            pairs = list(zip(expected.value, observed.value, strict=True))
        sizes = dict(zip("ND", call.args[0].shape, strict=False))
        for name, (right, value) in zip(names, pairs, strict=True):
            factor = _factor(readings.get(name, "1 times too large"), sizes)
            right, value = numeric(right), numeric(value)
            if right is None or value is None or right.shape != value.shape:
                return False
            if factor and abs(value - factor * right).max() > FUNCTION.of(value):
                return False
    return True


def _factor(words: str, sizes: dict[str, int]) -> float | None:
    """The factor that `N times too large` means; None for a letter that is not known here."""
    if words == "the wrong sign":
        return -1.0
    if words.startswith("the right one times"):
        return float(words.split()[-1])
    size = words.split()[0]
    number = sizes.get(size) if size.isalpha() else float(size)
    return number if number is None or words.endswith("large") else 1 / number


def warmed(families: Sequence[str], programs: Callable[[str], Sequence[Program]]) -> None:
    """Let the grader work out what it works out once: the results of every known mistake."""
    for family in families:
        for program in programs(family):
            if measured(program).verdict in (SILENT, OTHER_PART):
                break
