"""In how many ways can a function be written, and what goes wrong in each of them?

A style is a text file: a right program, a line of `=`, then the slips that a student could make in
it.  A slip is a line with its label and the lines that change (`- old`, `+ new`), as in

    AVG-SUM | CE-SUM + NM-SUM
    - loss = total / N
    + loss = total

The label names the mistakes of the catalogue; `|` parts labels that mean the same, and `?` opens
the name of a slip that the catalogue does not know.  The old text stands exactly once in the
program; new lines are indented like the one in which it stands.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.diagnosis.labels import Label, label

PROGRAMS = Path(__file__).parent / "programs"


@dataclass(frozen=True)
class Slip:
    """`labels` are sets of mistakes that mean the same; there are none outside the catalogue."""

    name: str
    labels: frozenset[Label]
    edits: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Style:
    """A way to write the function of an exercise (`family`), with its slips."""

    family: str
    name: str
    source: str
    slips: tuple[Slip, ...]


class StyleError(ValueError):
    """A style says something that its program does not allow."""


def of_family(family: str) -> tuple[Style, ...]:
    return tuple(read(family, path) for path in sorted((PROGRAMS / family).glob("*.txt")))


def read(family: str, path: Path) -> Style:
    source, _, rest = path.read_text().partition("\n====\n")
    blocks = [block.splitlines() for block in rest.strip().split("\n\n")]
    slips = tuple(_named(_slip(path.name, head, lines) for head, *lines in blocks))
    return Style(family, path.stem, source.strip() + "\n", slips)


def _slip(where: str, head: str, lines: Sequence[str]) -> Slip:
    if any(line[:1] not in ("-", "+") for line in lines) or not lines or lines[0][0] != "-":
        raise StyleError(f"{where}: below {head!r} stand lines that begin with - or +")
    edits = []
    for sign, group in itertools.groupby(lines, key=lambda line: line[0]):
        text = "\n".join(line[2:] for line in group)
        edits.append((text, "") if sign == "-" else (edits.pop()[0], text))
    labels = frozenset() if head.startswith("?") else label(head)
    return Slip(head.lstrip("? ") if not labels else head.partition("|")[0], labels, tuple(edits))


def _named(slips: Iterable[Slip]) -> Iterator[Slip]:
    """The slips with a number behind a name that returns."""
    seen: dict[str, int] = {}
    for slip in slips:
        name = slip.name.replace(" + ", "+").strip().replace(" ", "-")
        seen[name] = seen.get(name, 0) + 1
        yield Slip(f"{name}.{seen[name]}" if seen[name] > 1 else name, slip.labels, slip.edits)


def changed(source: str, slips: Sequence[Slip]) -> str:
    """The program with these slips made one after the other."""
    for slip in slips:
        for old, new in slip.edits:
            source = _replaced(source, slip.name, old, new)
    return source


def _replaced(source: str, name: str, old: str, new: str) -> str:
    """One line, or a piece of it, is found as it stands; several lines whatever their indent."""
    if "\n" not in old:
        if source.count(old) != 1:
            raise StyleError(f"{name}: {old!r} occurs {source.count(old)} times")
        line = source[source.rfind("\n", 0, source.index(old)) + 1 :]
        return source.replace(old, new.replace("\n", "\n" + " " * _indent(line)))
    lines, wanted = source.split("\n"), [line.strip() for line in old.split("\n")]
    stripped = [line.strip() for line in lines]
    size = len(wanted)
    places = [i for i in range(len(lines)) if stripped[i : i + size] == wanted]
    if len(places) != 1:
        raise StyleError(f"{name}: {old!r} occurs {len(places)} times")
    first = places[0]
    more = _indent(lines[first]) - _indent(new)
    moved = [" " * (more + _indent(line)) + line.lstrip() for line in new.split("\n")]
    return "\n".join(lines[:first] + moved + lines[first + size :])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
