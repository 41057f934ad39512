"""Is there an input with fewer numbers on which a planted mistake shows?  Tried, not assumed."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from grader.core import inputs
from grader.core.edits import edited
from grader.core.exercise import Mistake
from grader.core.inputs import Given, Input
from grader.core.kinds import Break
from grader.core.reading import Unreadable

SIGNS = (-1, 0, 1)


def smaller(exercise: Break, mistake: Mistake, size: int) -> Input | None:
    """An input with fewer than `size` numbers that shows the mistake; None if there is none.

    Every pattern of signs (-, 0, +) of every shape is tried, with all sizes 1 and with two sets of
    random sizes.  Within a pattern the outputs are smooth but for a few kinks, so a difference
    that vanishes at random sizes vanishes altogether.
    """
    wrong = edited(exercise.reference, mistake.edits)
    for sizes in _shapes(exercise, size):
        for given in _inputs(exercise, sizes):
            args = tuple(given.values())
            alike = _alike(exercise, wrong, args)
            if not alike and _counts(exercise, mistake, given):
                return given
    return None


def _shapes(exercise: Break, size: int) -> Iterator[Mapping[str, int]]:
    """What the size letters may stand for in an input with fewer than `size` numbers."""
    letters = sorted({letter for given in exercise.takes for letter in given.sizes} - {"1"})
    for counts in itertools.product(range(1, size), repeat=len(letters)):
        sizes = {"1": 1, **dict(zip(letters, counts, strict=True))}
        if sum(_count(given, sizes) for given in exercise.takes) < size:
            yield sizes


def _count(given: Given, sizes: Mapping[str, int]) -> int:
    return math.prod(sizes[letter] for letter in given.sizes)


def _inputs(exercise: Break, sizes: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    rng = np.random.default_rng(0)
    counts = [_count(given, sizes) for given in exercise.takes]
    choices = [_choices(given, sizes) for given in exercise.takes]
    fixed = np.repeat([bool(given.below) for given in exercise.takes], counts)
    ends = np.cumsum(counts)[:-1]
    scales = [np.where(fixed, 1.0, s) for s in (1.0, *rng.uniform(0.3, 3, (2, sum(counts))))]
    entries = [choice for choice, n in zip(choices, counts, strict=True) for _ in range(n)]
    for signs in itertools.product(*entries):
        for scale in scales:
            parts = np.split(signs * scale, ends)
            yield {
                given.name: _shaped(given, part, sizes)
                for given, part in zip(exercise.takes, parts, strict=True)
            }


def _choices(given: Given, sizes: Mapping[str, int]) -> tuple[int, ...]:
    if given.below:
        return tuple(range(sizes[given.below]))
    return (1,) if given.positive else SIGNS


def _shaped(given: Given, part: np.ndarray, sizes: Mapping[str, int]) -> Any:
    if not given.sizes:
        return float(part[0])
    array = part.reshape([sizes[letter] for letter in given.sizes])
    return array.astype(int) if given.below else array


def _alike(exercise: Break, wrong: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    """Whether both return the very same, or one stops: the quick answer for nearly all inputs."""
    try:
        results = exercise.reference(*args), wrong(*args)
        pairs = zip(*map(exercise.outputs, results), strict=True)
        return all(np.array_equal(a, x) for a, x in pairs)
    except (ValueError, IndexError):
        return True


def _counts(exercise: Break, mistake: Mistake, given: Input) -> bool:
    """Whether a student who hands this in is told that the outputs differ."""
    try:
        return not exercise.shown(mistake, inputs.read(exercise.takes, given)).fault
    except Unreadable:
        return False
