"""Did a call stop where numpy would have gone on with inf or nan?"""

from typing import Any

import numpy as np

from grader.core.compare import numeric
from grader.core.run import CallResult, Raised, Returned

STOPS = ("OverflowError", "ZeroDivisionError", "FloatingPointError")
OUTSIDE = ("math domain error", "expected a positive input")  # what math.log says of 0


def as_overflow(result: CallResult, expected: CallResult) -> CallResult:
    """What numpy would have returned in place of an error of arithmetic: nan everywhere."""
    if isinstance(result, Raised) and isinstance(expected, Returned) and is_arithmetic(result):
        return Returned(_nan(expected.value))
    return result


def is_arithmetic(result: Raised) -> bool:
    """Whether Python stopped with an error where numpy would have gone on."""
    return result.type in STOPS or (
        result.type == "ValueError" and result.message.startswith(OUTSIDE)
    )


def _nan(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return type(value)(_nan(item) for item in value)
    array = numeric(value)
    return value if array is None else np.full(array.shape, np.nan)
