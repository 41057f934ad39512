"""What did a regrade change?  Student, exercise, old, new, and why; recorded if that is wanted."""

import datetime
from collections.abc import Sequence

from grader.batch.regrade import Again, new_attempts, why
from grader.gradebook.tables import number
from grader.records import Records
from grader.records.regrades import record_regrade

HEAD = ("student", "exercise", "attempt", "old", "new", "change", "why")


def rows(different: Sequence[Again], kept: Sequence[Again]) -> list[list[str]]:
    """A row for everything that came out differently; `kept` is what counts from now on."""
    ids = {one.attempt.id for one in kept}
    return [_row(one, one.attempt.id in ids) for one in different]


def _row(one: Again, kept: bool) -> list[str]:
    old = one.attempt
    new = number(one.result.points) if one.result else ""
    change = number(one.change) if one.result else ""
    reason = why(one) if kept else f"{why(one)} (the higher score is kept)"
    return [
        old.student, old.exercise, str(old.number), number(old.points), new, change, reason
    ]  # fmt: skip


def recorded(records: Records, kept: Sequence[Again], now: datetime.datetime) -> int:
    """Record what is kept; the regrade's number, 0 if there was nothing to record."""
    new = new_attempts(kept)
    return record_regrade(records, new, now) if new else 0
