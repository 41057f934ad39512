"""Which programs are measured, and which mistakes are in each of them?

A style is a text file: a right program, a line of `=`, then the slips that a student could make in
it.  A slip is a line with its label and the lines that change (`- old`, `+ new`), as in

    AVG-SUM | CE-SUM + NM-SUM
    - loss = total / N
    + loss = total

The label names the mistakes of the catalogue; `|` parts labels that mean the same, and `?` opens
the name of a slip that the catalogue does not know.  The old text stands exactly once in the
program; new lines are indented like the one in which it stands.
"""

import functools
import itertools
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.diagnosis import fresh
from bench.diagnosis.labels import Label, canonical, label
from grader import catalog

STYLES = Path(__file__).parent / "styles"
FAMILIES = (
    "cross_entropy",
    "linear_loss",
    "linear_loss_grads",
    "two_layer_loss_grads",
    "mlp_grads",
)
RIGHT, OUTSIDE, MUTANT = "right", "outside", "mutant"
KINDS = {1: "single", 2: "pair", 3: "triple"}
WANTED = {2: 14, 3: 5}  # groups of slips drawn for each style
MIXED = 2  # slips that nobody knows, together with one of the catalogue


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


@dataclass(frozen=True)
class Program:
    """A program to grade, and what the grader should find in it."""

    name: str
    family: str
    source: str
    kind: str
    labels: frozenset[Label] = frozenset()

    @property
    def half(self) -> str:
        """Tuned on or reported: decided by the name alone."""
        return ("tune", "report")[zlib.crc32(self.name.encode()) % 2]


def families() -> tuple[str, ...]:
    """Those whose exercise stands in the table of contents."""
    return tuple(family for family in FAMILIES if family in catalog.ids())


class CorpusError(ValueError):
    """A style says something that its program does not allow."""


@functools.cache
def programs(family: str) -> tuple[Program, ...]:
    return tuple(p for style in styles(family) for p in of_style(style))


@functools.cache
def styles(family: str) -> tuple[Style, ...]:
    return tuple(read(family, path) for path in sorted((STYLES / family).glob("*.txt")))


def read(family: str, path: Path) -> Style:
    source, _, rest = path.read_text().partition("\n====\n")
    blocks = [block.splitlines() for block in rest.strip().split("\n\n")]
    slips = tuple(_named(_slip(path.name, head, lines) for head, *lines in blocks))
    return Style(family, path.stem, source.strip() + "\n", slips)


def _slip(where: str, head: str, lines: Sequence[str]) -> Slip:
    if any(line[:1] not in ("-", "+") for line in lines) or not lines or lines[0][0] != "-":
        raise CorpusError(f"{where}: below {head!r} stand lines that begin with - or +")
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
            raise CorpusError(f"{name}: {old!r} occurs {source.count(old)} times")
        line = source[source.rfind("\n", 0, source.index(old)) + 1 :]
        return source.replace(old, new.replace("\n", "\n" + " " * _indent(line)))
    lines, wanted = source.split("\n"), [line.strip() for line in old.split("\n")]
    stripped = [line.strip() for line in lines]
    size = len(wanted)
    places = [i for i in range(len(lines)) if stripped[i : i + size] == wanted]
    if len(places) != 1:
        raise CorpusError(f"{name}: {old!r} occurs {len(places)} times")
    first = places[0]
    more = _indent(lines[first]) - _indent(new)
    moved = [" " * (more + _indent(line)) + line.lstrip() for line in new.split("\n")]
    return "\n".join(lines[:first] + moved + lines[first + size :])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def of_style(style: Style) -> Iterator[Program]:
    where = f"{style.family}/{style.name}"
    yield Program(where, style.family, style.source, RIGHT)
    known = [slip for slip in style.slips if slip.labels]
    unknown = [slip for slip in style.slips if not slip.labels]
    for slip in style.slips:
        yield _program(style, (slip,))
    order = np.random.default_rng(zlib.crc32(where.encode()))
    for size, wanted in WANTED.items():
        groups = list(itertools.combinations(known, size))
        yield from itertools.islice(_drawn(style, groups, order), wanted)
    mixed = list(itertools.product(unknown, known))
    yield from itertools.islice(_drawn(style, mixed, order), MIXED)


def _drawn(
    style: Style, groups: list[tuple[Slip, ...]], order: np.random.Generator
) -> Iterator[Program]:
    """The groups in which every slip shows, in a drawn order."""
    for group in (groups[i] for i in order.permutation(len(groups))):
        try:
            whole = changed(style.source, group)
            backwards = changed(style.source, group[::-1])
        except CorpusError:
            continue
        if whole == backwards and _all_show(style, group, whole):
            yield _program(style, group)


def _all_show(style: Style, group: Sequence[Slip], whole: str) -> bool:
    """Whether leaving out any slip leads to other results."""
    seen = fresh.results(style.family, whole)
    return not any(
        fresh.same(seen, fresh.results(style.family, changed(style.source, part)))
        for size in range(1, len(group))
        for part in itertools.combinations(group, size)
    )


def _program(style: Style, group: Sequence[Slip]) -> Program:
    labels = frozenset(
        canonical(frozenset().union(*choice))
        for choice in itertools.product(*(slip.labels for slip in group))
    )
    size = min(map(len, labels), default=0)
    name = f"{style.family}/{style.name}/" + "+".join(slip.name for slip in group)
    kind = KINDS.get(size, "triple") if labels else OUTSIDE
    return Program(name, style.family, changed(style.source, group), kind, labels)
