"""Where is a student with an exercise?  The best score, the attempts, another variant."""

import datetime
from collections.abc import Sequence

from grader.catalog import Entry
from grader.core.kinds import Break, Multi
from grader.core.kinds.value import Value
from grader.core.result import FAILED, GRADED, NOT_JUDGED
from grader.records import Attempt
from grader.web.words import amount, counted

LISTED = 20  # attempts, the latest first


def standing(entry: Entry, attempts: Sequence[Attempt], practice: int) -> str:
    """The line below the verdict, which opens to the list of all attempts."""
    round_ = practise(entry, practice)
    if practice or not attempts:
        return f'<p class="standing">{round_}</p>'
    best = max(attempt.points for attempt in attempts)
    times = "1 attempt" if len(attempts) == 1 else f"{len(attempts)} attempts"
    rows = "".join(_row(attempt) for attempt in reversed(attempts[-LISTED:]))
    return (
        f'<details class="standing"><summary>Best of {times}: {amount(best)} of '
        f"{counted(entry.exercise.points)}.</summary><ul>{rows}</ul></details>"
        f'<p class="standing">{round_}</p>'
    )


def practise(entry: Entry, practice: int) -> str:
    """The way to another variant, for exercises in which something is drawn."""
    exercise = entry.exercise
    if not isinstance(exercise, Value | Multi | Break):
        return ""
    words = "another round" if practice else "practise with another variant"
    return f'<a href="?exercise={exercise.id}&practice={practice + 1}">{words}</a>'


def _row(attempt: Attempt) -> str:
    when = datetime.datetime.fromisoformat(attempt.submitted_at).astimezone(datetime.UTC)
    return (
        f"<li>{attempt.number}. {_earned(attempt)} "
        f'<span class="when">{when:%d %b, %H:%M} UTC</span></li>'
    )


def _earned(attempt: Attempt) -> str:
    if attempt.status == NOT_JUDGED:
        return "not graded"
    said = {GRADED: "", FAILED: " (it stopped)"}.get(attempt.status, " (could not be read)")
    return f"{amount(attempt.points)} of {counted(attempt.max_points)}{said}"
