"""What does one student get to see?  Seeds, drawn parameters, and their place in the text."""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

ATTEMPTS = 400
MARK = re.compile(r"«(\w+)»")


class NoVariant(ValueError):
    """No draw keeps the right answer and the wrong ones apart: the exercise is at fault."""


def seed_of(course: str, exercise: str, student: str, practice: int = 0) -> int:
    """A number that belongs to this student and exercise; practice rounds have their own."""
    name = "/".join((course, exercise, student)) + (f"/{practice}" if practice else "")
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:6], "big")


def first_apart(
    draw: Callable[[np.random.Generator], dict[str, Any]],
    apart: Callable[[Mapping[str, Any]], bool],
    seed: int,
) -> dict[str, Any]:
    """The first draw for which the right answer and all wrong ones differ (`apart`).

    Without this rule a wrong method could give the right number.  The stream of try k is
    `default_rng([seed, k])`.  Raises NoVariant after 400 tries.
    """
    for k in range(ATTEMPTS):
        parameters = draw(np.random.default_rng([seed, k]))
        if apart(parameters):
            return {name: plain(value) for name, value in parameters.items()}
    raise NoVariant(f"none of {ATTEMPTS} draws keeps right and wrong answers apart (seed {seed})")


def plain(value: Any) -> Any:
    """Numbers, strings and lists only, so that it can be stored as JSON."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def as_arrays(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Stored lists as numpy arrays again, ready for arithmetic."""
    return {
        name: np.array(value) if isinstance(value, list) else value
        for name, value in parameters.items()
    }


def shown(value: Any) -> str:
    """A drawn value as it stands in the text: `0.25`, `[[1, 2], [3, 4]]`."""
    if isinstance(value, list):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    if isinstance(value, float):
        return format(value, ".10g").replace("-", "−") if value else "0"
    return str(value).replace("-", "−") if isinstance(value, int) else str(value)


def filled(prompt: str, parameters: Mapping[str, Any]) -> str:
    """The prompt with every «name» replaced by the drawn value."""
    return MARK.sub(lambda match: shown(parameters[match.group(1)]), prompt)


def marks(prompt: str) -> frozenset[str]:
    """The names that a prompt shows."""
    return frozenset(MARK.findall(prompt))
