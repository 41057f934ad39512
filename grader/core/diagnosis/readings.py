"""Which factors have a name?  2, −1, N, 1/N …: a number read in the sizes of a call."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

Known = Mapping[str, float]

SIMPLE = (-1.0, 2.0, 0.5, -2.0, -0.5, 3.0, 4.0, 0.25)


@dataclass(frozen=True)
class Reading:
    """What is said of something that is `value` times what it should be."""

    words: str
    value: Callable[[Known], float]


def readings(letters: Iterable[str]) -> Iterator[Reading]:
    """Simple numbers first, then sizes, N before all others."""
    yield from map(constant, SIMPLE)
    for letter in sorted(letters, key=lambda a: (a != "N", a)):
        yield Reading(f"is {letter} times too large", lambda known, a=letter: known[a])
        yield Reading(f"is {letter} times too small", lambda known, a=letter: 1 / known[a])


def quotients(letters: Iterable[str]) -> Iterator[Reading]:
    """An average over another size."""
    for letter in sorted(set(letters) - {"N"}) if "N" in letters else ():
        words = f"is divided by {letter} instead of N"
        yield Reading(words, lambda known, a=letter: known["N"] / known[a])


def constant(number: float) -> Reading:
    """The same in every call."""
    return Reading(_words(number), lambda known: number)


def _words(number: float) -> str:
    if number == 1.0:
        return "is right"
    if number == 0.0:
        return "is missing"
    if number == -1.0:
        return "has the wrong sign"
    if number not in SIMPLE or number < 0:
        return f"is the right one times {number:g}"
    large = number > 1
    return f"is {number if large else 1 / number:g} times too {'large' if large else 'small'}"
