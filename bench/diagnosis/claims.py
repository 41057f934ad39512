"""Is what the grader says of a program true on inputs that it never uses?"""

import functools
from collections.abc import Sequence

from bench.diagnosis import factors, fresh
from grader.core import local
from grader.core.diagnosis import chosen
from grader.core.diagnosis.bank import Bank, Choice
from grader.core.diagnosis.observation import Observation
from grader.core.diagnosis.unforeseen import FACTOR
from grader.core.edits import EditError, composed
from grader.core.exercise import Mistake
from grader.core.kinds import Code
from grader.core.result import Named
from grader.core.run import Call, CallResult, Returned
from grader.core.sheet import Sheet


def hold(exercise: Code, named: Sequence[Named], seen: Sequence[CallResult]) -> bool:
    """Whether what was named leads to what the program returns on fresh inputs."""
    known = tuple(mistake for mistake in named if mistake.id != FACTOR)
    made = [m for m in exercise.mistakes if Named(m.id, m.feedback) in known]
    try:
        given, strained = _watched(exercise, _fitted(exercise, made, seen))
    except EditError:
        return False
    if len(known) == len(named):
        return fresh.explains(given, strained, seen, right(exercise))
    words = [mistake.feedback for mistake in named if mistake.id == FACTOR]
    readings = factors.readings(words, exercise.returns)
    results = zip(fresh.calls(exercise.id), given, seen, strict=False)
    return all(_scaled(exercise, readings, *result) for result in results)


@functools.cache
def right(exercise: Code) -> tuple[CallResult, ...]:
    """What the reference returns on fresh inputs."""
    return _watched(exercise, ())[0]


def _watched(
    exercise: Code, made: Sequence[Mistake]
) -> tuple[tuple[CallResult, ...], frozenset[int]]:
    """What these mistakes lead to, and the calls with an overflow.  Raises EditError."""
    wrong = composed(exercise.reference, made)
    return local.watched(wrong, fresh.calls(exercise.id), exercise.driver)


def _fitted(
    exercise: Code, made: Sequence[Mistake], seen: Sequence[CallResult]
) -> Sequence[Mistake]:
    """The same mistakes, with the number that the student chose where it is left to them."""
    bank = _bank(exercise)
    everywhere = frozenset(range(len(bank.calls)))
    for mistake in filter(lambda m: m.chosen, made):
        others = [m for m in made if m.id != mistake.id]
        choice = Choice(bank.spoilt[mistake], everywhere, [mistake], [])
        made = next(chosen.solved(Observation(bank, seen), others, choice), made)
    return made


@functools.cache
def _bank(exercise: Code) -> Bank:
    """What every mistake returns on fresh inputs."""
    calls = fresh.calls(exercise.id)
    return Bank(exercise, Sheet((), calls, (range(len(calls)),), {}, range(0), right(exercise)))


def _scaled(
    exercise: Code,
    readings: factors.Readings,
    call: Call,
    right: CallResult,
    seen: CallResult,
) -> bool:
    """Whether each output is the right one, or what its sentence says of it."""
    if not isinstance(right, Returned) or not isinstance(seen, Returned):
        return False
    names, values = exercise.returns, (right.value, seen.value)
    outputs = zip(*values, strict=True) if len(names) > 1 else [values]
    for name, (expected, observed) in zip(names, outputs, strict=True):
        if name in readings:
            expected = factors.scaled(exercise, call, name, expected, readings[name])
        if not fresh.same_value(expected, observed):
            return False
    return True
