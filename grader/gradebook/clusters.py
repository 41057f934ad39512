"""Which mistake do several students make that nobody has catalogued?  Told by equal results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.core.result import NOT_JUDGED
from grader.gradebook.likeness import text_of
from grader.records.rows import Attempt

FEWEST = 3  # students


@dataclass(frozen=True)
class Cluster:
    """Students whose functions returned the same arrays, which no known mistake explains.

    `sample` is the shortest of their programs: a mistake to be written down.
    """

    exercise: str
    students: tuple[str, ...]
    sample: str


def clusters(attempts: Iterable[Attempt]) -> list[Cluster]:
    """The clusters of all attempts, not the last ones only, the largest first."""
    found: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        if attempt.signature and attempt.status != NOT_JUDGED:
            found.setdefault((attempt.exercise, attempt.signature), []).append(attempt)
    made = [_cluster(several) for several in found.values()]
    large = [one for one in made if len(one.students) >= FEWEST]
    return sorted(large, key=lambda one: (-len(one.students), one.exercise, one.students))


def _cluster(attempts: Sequence[Attempt]) -> Cluster:
    students = sorted({attempt.student for attempt in attempts})
    programs = sorted((text_of(attempt.answer) for attempt in attempts), key=lambda t: (len(t), t))
    return Cluster(attempts[0].exercise, tuple(students), programs[0])
