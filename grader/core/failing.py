"""What may a student see of a failing case?  Where it differs and what goes in, never what should
come out; plain data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core.compare import digits
from grader.core.exercise import Case
from grader.core.run import CallResult, Expression, Returned, Seeded
from grader.core.seen import Seen
from grader.core.sheet import Sheet, value_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

MOST = 400  # numbers that are shown


def shown(
    exercise: "Code", sheet: Sheet, cases: Sequence[Seen], sample: Sequence[CallResult]
) -> dict[str, Any]:
    """`maps` of the wrong results of the first case, and the `smallest` case that fails."""
    found = {
        "maps": list(_maps(exercise, sheet, cases[0], sample[0])),
        "smallest": _smallest(exercise, cases),
    }
    return {name: content for name, content in found.items() if content}


def _maps(
    exercise: "Code", sheet: Sheet, first: Seen, result: CallResult
) -> Iterator[dict[str, Any]]:
    """For every wrong array its name, and to how many digits each entry agrees: None if right."""
    names = exercise.returns
    if first.case.view or not isinstance(result, Returned) or not set(names) <= set(first.outputs):
        return
    expected, observed = value_of(sheet.expected[0]), result.value
    several = len(names) > 1
    for i, name in enumerate(names):
        fault = first.outputs[name].values
        if fault and fault.kind in ("value", "finite"):
            pair = (expected[i], observed[i]) if several else (expected, observed)
            if isinstance(pair[0], np.ndarray) and 1 <= pair[0].ndim <= 2 and pair[0].size <= MOST:
                yield {"name": name, "digits": digits(*pair)}


def _smallest(exercise: "Code", cases: Sequence[Seen]) -> dict[str, str]:
    """The name and the arguments of the case with the fewest numbers in which a value is wrong."""
    failing = [one.case for one in cases if one.fault(exercise.returns)]
    case = min(failing, key=_size, default=None)
    if case is None or _size(case) > MOST:
        return {}
    calls = (case.args, *case.more)
    texts = [_lines(exercise.arguments, args) for args in calls]
    if len(texts) > 1:
        texts = [f"# call {i}\n{text}" for i, text in enumerate(texts, 1)]
    return {"case": case.name, "inputs": "\n\n".join(texts)}


def _lines(names: Sequence[str], args: Sequence[Any]) -> str:
    pairs = zip(names, args, strict=False)
    return "\n".join(f"{name} = {numpy_text(value)}" for name, value in pairs)


def _size(case: Case) -> int:
    return sum(_numbers(args) for args in (case.args, *case.more))


def _numbers(value: Any) -> int:
    if isinstance(value, Mapping):
        return _numbers(tuple(value.values()))
    if isinstance(value, tuple | list):
        return sum(_numbers(item) for item in value)
    return value.size if isinstance(value, np.ndarray) else 1


def numpy_text(value: Any) -> str:
    """An argument as it stands in a program."""
    if isinstance(value, np.ndarray):
        return f"np.array({np.array2string(value, separator=', ', prefix='np.array(')})"
    if isinstance(value, Seeded):
        return f"np.random.default_rng({value.seed!r})"
    if isinstance(value, Expression):
        return value.source
    if isinstance(value, Mapping):
        items = ", ".join(f"{key!r}: {numpy_text(item)}" for key, item in value.items())
        return f"{{{items}}}"
    if isinstance(value, tuple | list):
        items = ", ".join(numpy_text(item) for item in value)
        return f"[{items}]" if isinstance(value, list) else f"({items},)"
    return repr(value)
