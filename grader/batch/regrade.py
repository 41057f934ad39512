"""What would today's grader say of the answers that are recorded?  And what is recorded of that."""

import datetime
import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from grader import catalog
from grader.batch.drive import Progress
from grader.batch.engine import Engine, Quarantined
from grader.batch.executors import Executors
from grader.batch.work import Item, graded
from grader.core.points import less_hints
from grader.core.result import NOT_JUDGED, Result
from grader.facade import unquoted
from grader.records import Attempt, NewAttempt, Records
from grader.records.regrades import SOURCE

log = logging.getLogger("grader")

NO_LONGER_FITS = "the exercise no longer fits the stored question; look at it by hand"


@dataclass(frozen=True)
class Again:
    """An attempt, and what today's grader says of its answer; `trouble` if it says nothing."""

    attempt: Attempt
    result: Result | None
    trouble: str = ""

    @property
    def change(self) -> float:
        return self.result.points - self.attempt.points if self.result else 0.0


@dataclass(frozen=True)
class Regraded:
    """All that was graded again: what came out differently, and exercises that are no more."""

    count: int = 0
    different: Sequence[Again] = ()
    gone: Collection[str] = field(default_factory=frozenset)


def regraded(
    records: Records,
    executors: Executors,
    only: Collection[str] = (),
    progress: Progress = lambda done, total: None,
) -> Regraded:
    """Run the recorded answers again, each on its stored question; records nothing."""
    standing = [a for a in records.attempts() if not only or a.exercise in only]
    known = [a for a in standing if a.exercise in catalog.ids()]
    different = []
    for done, one in enumerate(_results(known, executors), 1):
        if one.trouble or why(one):
            different.append(one)
        progress(done, len(known))
    gone = {a.exercise for a in standing} - {a.exercise for a in known}
    order = {attempt.id: place for place, attempt in enumerate(known)}
    different.sort(key=lambda one: order[one.attempt.id])
    return Regraded(len(known), different, gone)


def _results(attempts: Sequence[Attempt], executors: Executors) -> Iterator[Again]:
    by_key = {str(attempt.id): attempt for attempt in attempts}
    if not attempts:
        return
    items = [Item(k, a.exercise, a.student, a.answer, a.parameters) for k, a in by_key.items()]
    with closing(Engine(once_more, executors)) as engine:
        for landed in engine.results(items):
            for item, outcome in landed:
                yield _again(by_key[item.key], outcome)


def once_more(item: Item) -> Result | None:
    """The result for a recorded answer; None if the stored question cannot be posed any more."""
    try:
        return graded(item)[1]
    except Exception as error:  # a changed exercise may stumble over an old draw in any way
        log.error("the stored question of %s cannot be posed: %s", item.exercise, unquoted(error))
        return None


def _again(attempt: Attempt, outcome: Result | Quarantined | None) -> Again:
    if isinstance(outcome, Quarantined):
        return Again(attempt, None, outcome.reason)
    if outcome is None:
        return Again(attempt, None, NO_LONGER_FITS)
    if outcome.status == NOT_JUDGED:
        return Again(attempt, None, outcome.feedback)
    return Again(attempt, less_hints(outcome, attempt.hints_used))


def why(one: Again) -> str:
    """What is different, old → new; empty if nothing is."""
    if one.result is None:
        return one.trouble
    old, new = one.attempt, one.result
    mistakes = [";".join(ids) or "none" for ids in (old.mistakes, _ids(new))]
    parts = [
        ("status", old.status, new.status),
        ("mistakes", *mistakes),
        ("certainty", old.certainty, new.diagnosis.certainty),
        ("worth", f"{old.max_points:g}", f"{new.max_points:g}"),
    ]
    told = [f"{name}: {before} → {after}" for name, before, after in parts if before != after]
    if old.result["feedback"] != new.feedback:
        told.append("feedback: reworded")
    if old.signature != new.diagnosis.signature:
        told.append("signature of the results")
    if one.change and not told:
        told.append("points of the checks")
    return ", ".join(told)


def _ids(result: Result) -> tuple[str, ...]:
    return tuple(mistake.id for mistake in result.diagnosis.mistakes)


def keeping_higher(different: Sequence[Again]) -> list[Again]:
    """Without those that would take points away."""
    return [one for one in different if one.change >= 0]


def new_attempts(different: Sequence[Again]) -> list[tuple[Attempt, NewAttempt]]:
    """What is to be recorded, with the attempt in whose place it is to count."""
    return [(one.attempt, _new(one.attempt, one.result)) for one in different if one.result]


def _new(old: Attempt, result: Result) -> NewAttempt:
    handed_in = old.submitted_at
    return NewAttempt(
        student=old.student,
        exercise=old.exercise,
        answer=old.answer,
        parameters=old.parameters,
        result=result.as_dict(),
        submitted_at=datetime.datetime.fromisoformat(handed_in) if handed_in else None,
        source=SOURCE,
        level=result.level,
        external_ref=old.external_ref,
        content_version=catalog.content_version(old.exercise),
        late_seconds=old.late_seconds,
        hints_used=old.hints_used,
    )
