"""Where is a student with an exercise?  The best score, the attempts, another variant."""

import datetime

from grader.catalog import Entry
from grader.core.kinds import Break, Multi
from grader.core.kinds.value import Value
from grader.core.phrases import several
from grader.core.result import FAILED, GRADED, NOT_JUDGED
from grader.records import Mark, Tries
from grader.web.words import amount, counted


def standing(entry: Entry, tries: Tries, practice: int) -> str:
    """The line below the verdict, which opens to the list of the last attempts."""
    round_ = practise(entry, practice)
    if practice or not tries:
        return f'<p class="standing">{round_}</p>'
    times = several(tries.count, "attempt")
    rows = "".join(map(_row, tries.latest))
    return (
        f'<details class="standing"><summary>Best of {times}: {amount(tries.best)} of '
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


def _row(mark: Mark) -> str:
    when = datetime.datetime.fromisoformat(mark.submitted_at).astimezone(datetime.UTC)
    return (
        f'<li>{mark.number}. {_earned(mark)} <span class="when">{when:%d %b, %H:%M} UTC</span></li>'
    )


def _earned(mark: Mark) -> str:
    if mark.status == NOT_JUDGED:
        return "not graded"
    said = {GRADED: "", FAILED: " (it stopped)"}.get(mark.status, " (could not be read)")
    return f"{amount(mark.points)} of {counted(mark.max_points)}{said}"
