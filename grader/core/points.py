"""How does a judgement become points?  The one place with rules about marks."""

import dataclasses
import math
from collections.abc import Sequence

from grader.core.result import EXACT, Check, Diagnosis, Result

FLOORS = {1: 0.4, 2: 0.2}
METHOD = "credit for the method"
HINT_SHARES = (0.0, 0.1, 0.25)  # of the points, for the first hint, two, all three
HINTS = "hints taken"


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


def hint_share(taken: int) -> float:
    """The part of an exercise's points that so many hints cost altogether."""
    return HINT_SHARES[min(taken, len(HINT_SHARES)) - 1] if taken else 0.0


def hint_cost(most: float, taken: int) -> float:
    return rounded(hint_share(taken) * most)


def less_hints(result: Result, taken: int) -> Result:
    """The result with a line for the hints; they never cost more than was earned."""
    cost = min(hint_cost(result.max_points, taken), result.points)
    if cost <= 0:
        return result
    checks = (*result.checks, Check(HINTS, -cost, 0.0, True))
    return dataclasses.replace(result, checks=checks, points=total(checks))
