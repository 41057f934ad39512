"""The statistics of a course as tables: how hard exercises were, who made which mistake."""

from collections import Counter
from collections.abc import Iterable

from grader import catalog
from grader.core.grade import pose
from grader.core.kinds import NamedThings
from grader.core.result import UNREADABLE
from grader.gradebook.clusters import Cluster
from grader.gradebook.statistics import Cause, Item
from grader.gradebook.tables import table
from grader.records import Attempt

COLUMNS = (
    "exercise", "title", "max_points", "n", "attempts", "solved", "mean", "difficulty",
    "discrimination", "compared", "few",
)  # fmt: skip
CAUSES = ("exercise", "mistake", "feedback", "first_attempt", "any_attempt", "students")
CLUSTERS = ("exercise", "how_many", "students", "program")


def items_csv(items: Iterable[Item]) -> str:
    return table([COLUMNS, *item_rows(items)])


def item_rows(items: Iterable[Item]) -> list[list[str]]:
    return [[_cell(getattr(item, name)) for name in COLUMNS] for item in items]


def causes_csv(causes: Iterable[Cause]) -> str:
    return table([CAUSES, *cause_rows(causes)])


def cause_rows(causes: Iterable[Cause]) -> list[list[str]]:
    return [
        [c.exercise, c.mistake, c.feedback, str(len(c.first)), str(len(c.ever)), ";".join(c.ever)]
        for c in causes
    ]


def clusters_csv(clusters: Iterable[Cluster]) -> str:
    return table([CLUSTERS, *cluster_rows(clusters)])


def cluster_rows(clusters: Iterable[Cluster]) -> list[list[str]]:
    return [[c.exercise, str(len(c.students)), ";".join(c.students), c.sample] for c in clusters]


def _cell(value: object) -> str:
    """A value as CSV holds it: no exponent, no needless zeros, nothing for what is not defined."""
    if value is None:
        return ""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def unknown_names(attempts: Iterable[Attempt]) -> list[tuple[str, int]]:
    """Names that students gave and no exercise knows, and how often; the usual ones first."""
    found: Counter[str] = Counter()
    for attempt in attempts:
        asks = catalog.exercise(attempt.exercise) if attempt.exercise in catalog.ids() else None
        if isinstance(asks, NamedThings) and attempt.status != UNREADABLE:
            question = pose(asks, attempt.student, parameters=attempt.parameters)
            found.update(asks.unknown(asks.read(question, attempt.answer)))
    return found.most_common()
