"""Do exercises with statements to tick, or things to name, keep their promises?"""

import time
from collections.abc import Iterator
from typing import Any

from grader.core.exercise import Exercise, Question
from grader.core.grade import grade, pose
from grader.core.kinds import Multi, NamedThings
from grader.core.local import runner
from grader.core.result import Result

STUDENTS = 300
MOST = 12


def broken_multi(exercise: Multi) -> Iterator[str]:
    for number in range(STUDENTS):
        sentences = list(_variant(exercise, pose(exercise, f"student {number}")))
        if sentences:
            yield from sentences
            return


def _variant(exercise: Multi, question: Question) -> Iterator[str]:
    statements = exercise.statements(question.parameters)
    true = [option.text for option in statements if option.true]
    if not true or len(true) == len(statements) or len(statements) > MOST:
        yield "there must be true and false statements, at most 12 together"
        return
    if len(set(question.options)) < len(statements):
        yield "two statements are the same"
    if not all(option.why.strip() for option in statements):
        yield "every statement needs its sentence"
    if not _graded(exercise, question, true).right:
        yield "ticking all true statements does not earn everything"
    if _graded(exercise, question, []).points:
        yield "ticking nothing earns points"
    if len(true) > 1 and _graded(exercise, question, true[1:]).right:
        yield "a missing tick costs nothing"


def broken_text(exercise: NamedThings) -> Iterator[str]:
    question = pose(exercise, "verify")
    names = [members[0][0] for members in exercise.families.values()]
    if not _graded(exercise, question, ", ".join(names[: exercise.wanted])).right:
        yield "the first names of the families do not earn everything"
    for family, members in exercise.families.items():
        for synonyms in members:
            answer = ", ".join(synonyms)
            if _graded(exercise, question, answer).points != 1:
                yield f"{answer!r} ({family}) should count as one thing"
    for item in exercise.not_these:
        for name in item.names:
            result = _graded(exercise, question, name)
            if result.points or [one.id for one in result.diagnosis.mistakes] != [item.id]:
                yield f"{name!r} should not count and be recognised as {item.id}"


def _graded(exercise: Exercise, question: Question, answer: Any) -> Result:
    return grade(exercise, question, answer, runner(), time.perf_counter)
