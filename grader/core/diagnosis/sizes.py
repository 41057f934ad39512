"""What are the sizes of a call called?  Read from the docstring of the reference."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

ARGUMENT = re.compile(r"\b(\w+): \(([^)]*)\)")


def sizes(exercise: "Code", args: Sequence[Any]) -> Mapping[str, int]:
    """N, D, K … of a call, from lines such as `X: (N, D), W: (D, K)` in the docstring."""
    shapes = dict(ARGUMENT.findall(exercise.reference.__doc__ or ""))
    found: dict[str, int] = {}
    for name, value in zip(exercise.arguments, args, strict=False):
        if not isinstance(value, np.ndarray) or name not in shapes:
            continue
        letters = [letter.strip() for letter in shapes[name].split(",") if letter.strip()]
        if len(letters) == value.ndim:
            found.update(
                {a: n for a, n in zip(letters, value.shape, strict=True) if a.isidentifier()}
            )
    return found
