"""Do the formulas that a function exercise is linked with say what its reference returns?"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from grader.core.agreement import Link, Spot, alike, spots, spread
from grader.core.compare import compared
from grader.core.edits import edited
from grader.core.kinds import Code, Field

SPOTS = 2  # calls, at least, lest two formulas agree by chance


def broken(exercise: Code) -> Iterator[str]:
    for link in exercise.links:
        where = f"the link with {link.id}"
        fields = link.exercise.fields
        if link.field >= len(fields) or link.output not in exercise.returns:
            yield f"{where} speaks of a formula or of an output that is not there"
            continue
        where = f"{where}, {fields[link.field].label},"
        yield from (f"{where} {fault}" for fault in _faults(exercise, link, fields[link.field]))


def _faults(exercise: Code, link: Link, field: Field) -> Iterator[str]:
    found = list(spots(exercise, link))
    if len(found) < SPOTS:
        yield f"says something of {len(found)} calls; it takes {SPOTS} at least"
        return
    absent = sorted({name for spot in found for name in field.domain if name not in spot.symbols})
    if absent:
        yield f"leaves {' and '.join(absent)} open"
        return
    for spot, value in zip(found, _values(field.reference, field, found), strict=True):
        difference = compared(link.output, value, spot.right).values
        if difference:
            yield f"is wrong in call {spot.call}: the two references disagree"
            return
    known = {"the right formula": [spot.right for spot in found]} | {
        mistake.id: _values(edited(field.reference, mistake.edits), field, found)
        for mistake in field.mistakes
    }
    for (one, these), (other, those) in combinations(known.items(), 2):
        if alike(these, those):
            yield f"does not tell {other} from {one} in any call"


def _values(function: Callable[..., Any], field: Field, found: Sequence[Spot]) -> list[np.ndarray]:
    """What a formula of ours gives at the spots."""
    with np.errstate(all="ignore"):
        return [
            spread(function(**{name: spot.symbols[name] for name in field.domain}), spot)
            for spot in found
        ]
