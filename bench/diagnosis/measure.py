"""What does the grader say of a program, is that true, and how long does it take?"""

import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.diagnosis import claims, fresh
from bench.diagnosis.corpus import MUTANT, Program
from bench.diagnosis.labels import Label, canonical
from grader import catalog, grade
from grader.core import local
from grader.core.diagnosis import diagnose
from grader.core.kinds import Code
from grader.core.result import EXACT, PARTIAL, UNKNOWN, Result
from grader.core.run import CallResult, Job, Returned
from grader.core.sheet import sheet_of
from grader.sandbox import shared

NAMED, EQUAL, TRUE_PART, OTHER_PART, SILENT, FALSE = (
    "exact", "equal", "part", "other part", "unknown", "false",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """One program, graded.

    `floor` are the seconds of its run in the sandbox, `alone` those of its calls and of the
    diagnosis in this process (0 for a mutant).

    `verdict`: `exact` names the label, `equal` another explanation that holds on fresh inputs as
    well, `part` some of the label's mistakes, `other part` none of them or more than them, `false`
    a complete explanation that is neither.
    """

    program: Program
    result: Result
    verdict: str
    wrong: bool
    raised: bool
    floor: float
    alone: float

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
    right = fresh.same(claims.right(exercise), seen)
    raised = not any(isinstance(call, Returned) for call in seen)
    verdict = _verdict(program, result, seen)
    # A mutant may go on for ever; what ends it is the sandbox.
    alone = 0.0 if program.kind == MUTANT else _alone(program, result)
    return Measured(program, result, verdict, not right, raised, floor, alone)


def _alone(program: Program, result: Result) -> float:
    """The time of the calls and the diagnosis only.  Programs of the corpus are our own."""
    exercise, space = code(program.family), {}
    sheet = sheet_of(exercise)
    exec(compile(program.source, "answer.py", "exec"), space)
    start = time.process_time()
    sample = local.sample(space[program.family], sheet.calls, exercise.driver)
    diagnose(exercise, sheet, sample, result.diagnosis.right, result.right)
    return time.process_time() - start


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
    exercise = code(program.family)
    ids = frozenset(mistake.id for mistake in result.diagnosis.mistakes)
    certainty = result.diagnosis.certainty
    if certainty == EXACT:
        if canonical(ids) in program.labels:
            return NAMED
        return EQUAL if claims.hold(exercise, result.diagnosis.mistakes, seen) else FALSE
    if certainty == PARTIAL:
        bare = frozenset(id.partition("/")[0] for id in ids)
        true = any(bare <= label or canonical(ids) <= label for label in program.labels)
        return TRUE_PART if true else OTHER_PART
    return SILENT if certainty == UNKNOWN else certainty


def warmed(families: Sequence[str], programs: Callable[[str], Sequence[Program]]) -> None:
    """Let the grader work out what it works out once: the results of every known mistake."""
    for family in families:
        for program in programs(family):
            if measured(program).verdict in (SILENT, OTHER_PART):
                break
