"""Which programs are measured, and which mistakes are in each of them?"""

import functools
import itertools
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.diagnosis import fresh, styles
from bench.diagnosis.labels import Label, canonical
from bench.diagnosis.styles import Slip, Style, StyleError, changed
from grader import catalog

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


@functools.cache
def programs(family: str) -> tuple[Program, ...]:
    return tuple(p for style in styles.of_family(family) for p in of_style(style))


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
        except StyleError:
            continue
        if whole == backwards and _all_show(style, group, whole):
            yield _program(style, group)


def _all_show(style: Style, group: Sequence[Slip], whole: str) -> bool:
    """Whether leaving out any slip leads to other results."""
    seen = fresh.results(style.family, whole)
    return not any(
        fresh.same(seen, fresh.results(style.family, changed(style.source, part)))
        for size in range(len(group))
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
