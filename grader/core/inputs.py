"""Which input of a function did a student hand in?  Arrays by name, or what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.core import reading
from grader.core.phrases import listed
from grader.core.reading import Unreadable
from grader.core.written import written

NUMBERS = 400
LARGEST = 1e6

Input = Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """One argument: `Given("b", ("1", "K"))` is a row with as many columns as K stands for.

    Without sizes it is one number.  `below` makes it labels, integers from 0 and smaller than that
    size.  `positive` asks for a number above 0, `nonzero` for an entry that is not 0.
    """

    name: str
    sizes: tuple[str, ...] = ()
    below: str = ""
    positive: bool = False
    nonzero: bool = False


def read(takes: Sequence[Given], answer: Any) -> dict[str, Any]:
    """The arguments by name, in order: float arrays, integer labels, numbers."""
    content = written(answer) if isinstance(answer, str) else answer
    names = [given.name for given in takes]
    if not isinstance(content, Mapping) or not content:
        raise Unreadable(f"The input must give {listed(names)} by name.")
    for name in content:
        if name not in names:
            raise Unreadable(f"'{str(name)[:20]}' is not asked for; the input has {listed(names)}.")
    for name in names:
        if name not in content:
            raise Unreadable(f"{name} is missing; the input has {listed(names)}.")
    values = {given.name: _value(given, content[given.name]) for given in takes}
    if numbers(values) > NUMBERS:
        raise Unreadable(_too_many())
    sizes = _sizes(takes, values)
    return {given.name: _checked(given, values[given.name], sizes) for given in takes}


def numbers(values: Input) -> int:
    """How many numbers an input has altogether."""
    return sum(np.size(value) for value in values.values())


def _too_many() -> str:
    return f"The input has more than {NUMBERS} numbers; a small one is enough."


# --- One argument ---------------------------------------------------------------------------


def _value(given: Given, value: Any) -> Any:
    value = value.tolist() if isinstance(value, np.ndarray) else value
    if not given.sizes:
        return _number(given.name, value)
    rows = _items(given, value)
    if len(given.sizes) == 1:
        entries = [_number(f"{given.name}, entry {i}", item) for i, item in enumerate(rows, 1)]
        return np.array(entries)
    table = [_items(given, row) for row in rows]
    if len({len(row) for row in table}) > 1:
        raise Unreadable(f"The rows of {given.name} do not have the same number of entries.")
    if len(table) * len(table[0]) > NUMBERS:
        raise Unreadable(_too_many())
    return np.array(
        [
            [_number(f"{given.name}, row {i}", item) for item in row]
            for i, row in enumerate(table, 1)
        ]
    )


def _items(given: Given, value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        form = "rows, such as [[1, 2], [3, 4]]" if len(given.sizes) == 2 else "numbers: [0, 1]"
        raise Unreadable(f"{given.name} must be a list of {form}.")
    if not value:
        raise Unreadable(f"{given.name} has an empty list in it; every size is at least 1.")
    if len(value) > NUMBERS:
        raise Unreadable(_too_many())
    return value


def _number(where: str, value: Any) -> float:
    if isinstance(value, list | tuple | dict):
        raise Unreadable(f"In {where}: one number belongs here, not a list.")
    try:
        found = reading.number(value)
    except Unreadable as error:
        raise Unreadable(f"In {where}: {error}") from error
    if abs(found) > LARGEST:
        raise Unreadable(f"In {where}: numbers must lie between -1000000 and 1000000.")
    return found


# --- All together ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Owner:
    """The argument that a size was first seen in, and its axis."""

    name: str
    axis: int


def _sizes(takes: Sequence[Given], values: Input) -> dict[str, int]:
    """What every size letter stands for.  Raises Unreadable with the rule that is broken."""
    sizes, owners = {"1": 1}, {}
    for given in takes:
        shape = np.shape(values[given.name])
        for axis, (letter, size) in enumerate(zip(given.sizes, shape, strict=True)):
            if sizes.setdefault(letter, size) != size:
                raise Unreadable(f"{given.name} must have {_rule(given, owners)}; {_has(shape)}.")
            owners.setdefault(letter, _Owner(given.name, axis))
    return sizes


def _rule(given: Given, owners: Mapping[str, _Owner]) -> str:
    if len(given.sizes) == 1:
        owner = owners[given.sizes[0]]
        return f"one entry for each {('row', 'column')[owner.axis]} of {owner.name}"
    return " and ".join(_axis_rules(given, owners))


def _axis_rules(given: Given, owners: Mapping[str, _Owner]) -> Iterator[str]:
    for axis, letter in enumerate(given.sizes):
        here, owner = ("rows", "columns")[axis], owners.get(letter)
        if letter == "1":
            yield f"one {here[:-1]}"
        elif owner and owner.name != given.name:
            there = f" has {('rows', 'columns')[owner.axis]}" if owner.axis != axis else ""
            yield f"as many {here} as {owner.name}{there}"


def _has(shape: tuple[int, ...]) -> str:
    words = ("rows", "columns") if len(shape) > 1 else ("entries",)
    one = {"rows": "row", "columns": "column", "entries": "entry"}
    counts = [f"{n} {word if n > 1 else one[word]}" for n, word in zip(shape, words, strict=True)]
    return f"yours has {listed(counts)}"


def _checked(given: Given, value: Any, sizes: Mapping[str, int]) -> Any:
    """The argument if its entries are of the kind asked for; labels as integers."""
    if given.positive and value <= 0:
        raise Unreadable(f"{given.name} must be a number above 0.")
    if given.nonzero and not np.any(value):
        raise Unreadable(f"{given.name} must have an entry that is not 0.")
    if not given.below:
        return value
    last = sizes[given.below] - 1
    if not set(value.tolist()) <= set(range(last + 1)):
        raise Unreadable(f"{given.name} must hold whole numbers from 0 to {last}.")
    return value.astype(int)
