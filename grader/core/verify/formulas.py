"""Does a formula exercise keep its promises?  Spellings accepted, mistakes recognised."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from grader.core.edits import EditError, edited_source, source_of
from grader.core.exercise import Mistake
from grader.core.grade import grade, pose
from grader.core.kinds import Field, Formula
from grader.core.local import runner
from grader.core.result import Result

RETURNED = re.compile(r"return (.+)")


def written(source: str) -> str:
    """What a one-line function returns, as a student would type it."""
    found = RETURNED.search(source)
    return found.group(1).strip() if found else ""


def broken(exercise: Formula) -> Iterator[str]:
    right = [_text(field.reference) for field in exercise.fields]
    result = _graded(exercise, right)
    if not result.right:
        yield f"the reference does not earn everything: {result.feedback}"
        return
    for position, field in enumerate(exercise.fields):
        yield from _symbols(field)
        for spelling in field.also:
            if not _graded(exercise, _with(right, position, spelling)).right:
                yield f"{spelling!r} should be accepted for {field.label}"
        for mistake in field.mistakes:
            yield from _mistake(exercise, right, position, mistake)


def _mistake(exercise: Formula, right: list[str], position: int, mistake: Mistake) -> Iterator[str]:
    reference = exercise.fields[position].reference
    try:
        wrong = written(edited_source(source_of(reference), mistake.edits))
    except EditError as error:
        yield f"{mistake.id} cannot be made: {error}"
        return
    result = _graded(exercise, _with(right, position, wrong))
    named = [one.feedback for one in result.diagnosis.mistakes]
    if result.right:
        yield f"the wrong formula {wrong!r} ({mistake.id}) is accepted"
    elif named != [mistake.feedback]:
        yield f"{mistake.id} ({wrong!r}) is taken for {' and '.join(named) or 'nothing known'}"


def _symbols(field: Field) -> Iterator[str]:
    for mistake in field.mistakes:
        if not mistake.feedback.strip():
            yield f"{mistake.id} has no sentence for the student"


def _text(reference: Callable[..., Any]) -> str:
    return written(source_of(reference))


def _with(texts: list[str], position: int, text: str) -> list[str]:
    return [*texts[:position], text, *texts[position + 1 :]]


def _graded(exercise: Formula, texts: list[str]) -> Result:
    return grade(exercise, pose(exercise, "verify"), texts, runner(), time.perf_counter)
