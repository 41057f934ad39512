"""What goes into a platform's table that is made without a template, from the roster's ids?"""

from collections.abc import Sequence

from grader.gradebook.comments import entries
from grader.gradebook.fill import Filled, formulas
from grader.gradebook.profiles.base import Profile
from grader.gradebook.scores import ExerciseRow, Score
from grader.gradebook.tables import table
from grader.gradebook.template import UnusableTemplate
from grader.records.rows import Student


def made(
    profile: Profile,
    students: Sequence[Student],
    exercises: Sequence[ExerciseRow],
    scores: Sequence[Score],
) -> Filled:
    """A table of the students who have a score.  Raises UnusableTemplate where none can be made."""
    if profile.make is None:
        raise UnusableTemplate(
            f"{profile.platform} needs its own table to fill in: get it there "
            f"({profile.download}) and give it as the template"
        )
    found = entries(scores)
    scored = [one for one in students if any((one.student_key, e.id) in found for e in exercises)]
    rows, notes = profile.make(scored, exercises, found)
    if len(rows) == 1:
        raise UnusableTemplate(
            f"Nobody has a score and an id that {profile.platform} knows; `roster import` adds ids"
        )
    for place, row in enumerate(rows[1:], 2):
        notes += formulas(f"row {place}", row[:2])
    columns = tuple(f"'{exercise.title}' ← {exercise.id}" for exercise in exercises)
    return Filled(table(rows).encode("utf-8"), columns, len(rows) - 1, tuple(notes))
