"""Does a function exercise keep its promises?  Reference, starter, cases, rubric, mistakes."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from grader.core.edits import EditError, composed
from grader.core.exercise import Mistake
from grader.core.grade import grade, pose
from grader.core.kinds import Code
from grader.core.kinds.program import starter
from grader.core.local import runner, sample
from grader.core.result import EXACT, Result
from grader.core.run import Raised
from grader.core.sheet import sheet_of
from grader.core.verify import links


def judged(exercise: Code, function: Callable[..., Any]) -> Result:
    """The result for a function of our own, run in this process."""
    question = pose(exercise, "verify")
    return grade(exercise, question, "(ours)", runner(function), time.perf_counter)


def empty(reference: Callable[..., Any]) -> Callable[..., Any]:
    """The function of the starter file."""
    scope: dict[str, Any] = {}
    exec(starter(reference), scope)
    return scope[reference.__name__]


def broken(exercise: Code) -> Iterator[str]:
    if exercise.reference.__name__ != exercise.id:
        yield f"the reference is called {exercise.reference.__name__}, not {exercise.id}"
    yield from _rubric(exercise)
    unmade = list(_unmade(exercise))
    if unmade:
        yield from unmade
        return
    right = judged(exercise, exercise.reference)
    if not right.right:
        lines = "; ".join(f"{c.name}: {c.message}" for c in right.checks if not c.passed)
        yield f"the reference does not earn everything ({lines})"
        return
    yield from links.broken(exercise)
    if judged(exercise, empty(exercise.reference)).points:
        yield "the starter earns points"
    for mistake in exercise.mistakes:
        yield from _mistake(exercise, mistake)


def _unmade(exercise: Code) -> Iterator[str]:
    calls = sheet_of(exercise).calls
    for mistake in exercise.mistakes:
        try:
            wrong = composed(exercise.reference, (mistake,))
        except EditError as error:
            yield f"{mistake.id} cannot be made: {error}"
            continue
        raised = [r for r in sample(wrong, calls, exercise.driver) if isinstance(r, Raised)]
        yield from {
            f"{mistake.id} cannot be made: {error.message}"
            for error in raised
            if error.type in ("NameError", "UnboundLocalError")
        }


def _mistake(exercise: Code, mistake: Mistake) -> Iterator[str]:
    result = judged(exercise, composed(exercise.reference, (mistake,)))
    if result.right:
        yield f"no case catches {mistake.id}"
        return
    named, also = result.diagnosis.mistakes, result.diagnosis.other
    told = ([one.feedback for one in some] for some in (named, also))
    if result.diagnosis.certainty != EXACT or [mistake.feedback] not in told:
        other = " and ".join(one.id for one in named) or "nothing known"
        yield f"{mistake.id} is taken for {other}; add a case that tells them apart"


def _rubric(exercise: Code) -> Iterator[str]:
    lines = {part.name for part in exercise.rubric}
    forms = [part for part in exercise.rubric if part.form]
    if len(forms) != 1:
        yield f"it has {len(forms)} form lines; give exactly one (inputs unchanged, other types)"
    cases = sheet_of(exercise).cases
    for case in cases:
        for name in case.lines:
            if name not in lines:
                yield f"case {case.name!r} names the line {name!r}, which the rubric does not have"
        if case.view and not case.lines:
            yield f"case {case.name!r} has a view and must name its lines"
    if cases[0].view:
        yield "the first case must be a plain one: the standard checks are made with it"
    for part in exercise.rubric:
        for name in part.outputs:
            if name not in exercise.returns:
                yield f"line {part.name!r} looks at {name!r}, which is not returned"
        if not part.form and not _touched(exercise, part.name):
            yield f"no case touches the line {part.name!r}"


def _touched(exercise: Code, line: str) -> bool:
    cases = sheet_of(exercise).cases
    named = {name for case in cases for name in case.lines}
    return line in named or any(not case.lines for case in cases)
