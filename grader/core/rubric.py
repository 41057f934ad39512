"""Which lines of a rubric do the compared cases earn?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.core import points
from grader.core.compare import FUNCTION, SINGLE
from grader.core.exercise import Part
from grader.core.result import Check
from grader.core.run import CallResult, Returned
from grader.core.seen import Seen, outputs
from grader.core.sheet import FLOAT32, STRIDED, TWICE, Sheet

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

NOT_TRIED = "This was not tried, for the run ended before."
MANNERS = {
    TWICE: "A second call with the same arguments gives another result; keep no state outside.",
    FLOAT32: "With float32 arrays (and uint8 labels) the result is not right.",
    STRIDED: "With a view of a larger array as input (not contiguous) the result is not right.",
}


def right_outputs(exercise: "Code", cases: Sequence[Seen]) -> tuple[str, ...]:
    """The results whose values are right in every case that compares them directly."""
    plain = [one for one in cases if one.case.view is None]
    return tuple(n for n in exercise.returns if plain and not any(c.fault([n]) for c in plain))


def checks(
    exercise: "Code", sheet: Sheet, cases: Sequence[Seen], sample: Sequence[CallResult]
) -> list[Check]:
    """The lines of the rubric with what they earn, in order."""
    earned = [None if part.form else _line(exercise, part, cases) for part in exercise.rubric]
    some_values = any(check.points for check in earned if check)
    return [
        check or _form_line(exercise, part, sheet, cases, sample, some_values)
        for part, check in zip(exercise.rubric, earned, strict=True)
    ]


def touching(exercise: "Code", part: Part, cases: Sequence[Seen]) -> list[Seen]:
    """The cases that a line is about."""
    named = {name for one in cases for name in one.case.lines}
    return [
        one
        for one in cases
        if (part.name in one.case.lines if one.case.lines else part.name not in named)
    ]


def _line(exercise: "Code", part: Part, cases: Sequence[Seen]) -> Check:
    touched = touching(exercise, part, cases)
    faults = [one.fault(exercise.outputs_of(part)) for one in touched]
    share = points.share([not f for f in faults], [one.case.weight for one in touched])
    message = next((fault for fault in faults if fault), "")
    earned = points.rounded(share * part.points)
    return Check(part.name, earned, part.points, not message, message)


def _form_line(
    exercise: "Code",
    part: Part,
    sheet: Sheet,
    cases: Sequence[Seen],
    sample: Sequence[CallResult],
    some_values: bool,
) -> Check:
    named = [one for one in cases if part.name in one.case.lines]
    faults = [
        *(one.fault(exercise.outputs_of(part)) for one in named),
        *(one.form() for one in cases),
        *manners(exercise, sheet, cases, sample),
    ]
    message = next((fault for fault in faults if fault), "")
    if not some_values:
        message = message or "This counts once some of the values are right."
    return Check(part.name, 0.0 if message else part.points, part.points, not message, message)


def manners(
    exercise: "Code", sheet: Sheet, cases: Sequence[Seen], sample: Sequence[CallResult]
) -> list[str]:
    """What the standard checks found: changed inputs, state, other types, other layouts."""
    faults = [_mutation(exercise, result) for result in sample]
    if not cases[0].fault(exercise.returns):
        faults += [
            _standard(exercise, name, sheet.expected[index], sample, index)
            for name, index in sheet.standard.items()
        ]
    return [fault for fault in faults if fault]


def _mutation(exercise: "Code", result: CallResult) -> str:
    if not isinstance(result, Returned) or not result.changed:
        return ""
    position, names = result.changed[0], exercise.arguments
    name = names[position] if position < len(names) else "an argument"
    return f"Your function changes its argument {name}; work on a copy."


def _standard(
    exercise: "Code", name: str, expected: CallResult, sample: Sequence[CallResult], index: int
) -> str:
    if index >= len(sample):
        return NOT_TRIED
    result = sample[index]
    wanted = sample[0] if name == TWICE else expected
    if not isinstance(result, Returned) or not isinstance(wanted, Returned):
        return MANNERS[name]
    tolerance = SINGLE if name == FLOAT32 else FUNCTION
    found = outputs(exercise, wanted.value, result.value, tolerance)
    return MANNERS[name] if any(c.values for c in found.values()) else ""
