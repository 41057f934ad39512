"""How does a judgement become points?  The one place with rules about marks."""

import math
from collections.abc import Sequence

from grader.core.result import EXACT, Check, Diagnosis

FLOORS = {1: 0.4, 2: 0.2}
METHOD = "credit for the method"


def rounded(points: float) -> float:
    return round(points, 2)


def half_up(points: float) -> float:
    """Rounded to half a point, midpoints upwards."""
    return math.floor(2 * points + 0.5 + 1e-9) / 2


def share(passed: Sequence[bool], weights: Sequence[float]) -> float:
    """The part of a line's points that its cases earn.

    The first case is the general one: without it the others earn nothing, since N = 1 or alpha = 0
    can come out right by accident.
    """
    if not passed or not passed[0]:
        return 0.0
    return sum(w for ok, w in zip(passed, weights, strict=True) if ok) / sum(weights)


def with_floor(checks: Sequence[Check], diagnosis: Diagnosis, value_marks: float) -> list[Check]:
    """A slip that is named costs at most 60 % of the value marks, two at most 80 %."""
    floor = FLOORS.get(len(diagnosis.mistakes), 0.0) if diagnosis.certainty == EXACT else 0.0
    earned = sum(check.points for check in checks)
    lift = rounded(floor * value_marks - earned)
    if lift <= 0:
        return list(checks)
    reason = "The method is right but for what is named above."
    return [*checks, Check(METHOD, lift, 0.0, True, reason)]


def total(checks: Sequence[Check]) -> float:
    return rounded(sum(check.points for check in checks))
