"""How does a table look that Moodle's gradebook imports?  One bad row stops the whole import."""

import re
from collections.abc import Sequence

from grader.gradebook.columns import Column
from grader.gradebook.comments import Entries
from grader.gradebook.profiles.base import Head, Made, Profile, known_ids, known_names, lacking
from grader.gradebook.scores import ExerciseRow
from grader.gradebook.tables import number
from grader.gradebook.template import Template, UnusableTemplate
from grader.records.rows import Student

IDS = {
    "idnumber": "sis_id", "id number": "sis_id", "username": "login",
    "email": "email", "email address": "email",
}  # fmt: skip
OWN = {
    *IDS, "id", "user id", "first name", "surname", "last name", "full name", "institution",
    "department", "group", "last downloaded from this course", "status",
}  # fmt: skip
ITEM = re.compile(r"(?:[\w ]+: )?(?P<title>.+?)(?: \(Real\))?", re.DOTALL)
OTHER = re.compile(r".* \((?:Percentage|Letter)\)|(?:Course|Category) total\b.*", re.DOTALL)
COMMENT = re.compile(r"(?P<of>.+?)(?: feedback| \(Feedback\))", re.DOTALL | re.IGNORECASE)
KEYS = {"idnumber": "sis_id", "email": "email", "username": "login"}


def _head(template: Template) -> Head:
    header = template.header
    ids = known_ids(header, IDS)
    if not ids:
        raise UnusableTemplate(
            "tells no student: Moodle knows them by 'ID number', 'Email address' or 'Username'"
        )
    comments = {
        match["of"].casefold(): index
        for index, text in enumerate(header)
        if (match := COMMENT.fullmatch(text))
    }
    names = known_names(
        header, ("full name",), ("first name", "last name"), ("first name", "surname")
    )
    return Head(ids, names, tuple(_columns(header, comments)))


def _columns(header: list[str], comments: dict[str, int]) -> list[Column]:
    found = []
    for index, text in enumerate(header):
        own = text.casefold() in OWN or index in comments.values()
        match = ITEM.fullmatch(text)
        if match and not own and not OTHER.fullmatch(text):
            bare = text.removesuffix(" (Real)").casefold()
            found.append(Column(index, text, match["title"], feedback=comments.get(bare)))
    return found


def _made(students: Sequence[Student], exercises: Sequence[ExerciseRow], found: Entries) -> Made:
    """One id for everybody: the first that all have, else the one that most have."""
    have = {name: sum(bool(getattr(s, field)) for s in students) for name, field in KEYS.items()}
    name = max(have, key=lambda one: have[one])
    field = KEYS[name]
    titles = [title for row in exercises for title in (row.title, f"{row.title} feedback")]
    rows, gaps = [[name, *titles]], 0
    for student in students:
        if getattr(student, field):
            of = [found.get((student.student_key, exercise.id)) for exercise in exercises]
            gaps += of.count(None)
            cells = [c for e in of for c in ((number(e.points), e.comment) if e else ("", ""))]
            rows.append([getattr(student, field), *cells])
    notes = lacking(students, [field], name)
    if gaps:
        notes.append(
            f"{gaps} cells are empty, which Moodle takes for 'no grade': it clears what stands "
            "there. One exercise at a time leaves no gaps."
        )
    return rows, notes


# An empty cell or a dash clears a grade, so who has no score is left out.
MOODLE_IMPORT = Profile(
    "moodle_import",
    "Moodle",
    "Grades → Export → Plain text file",
    _head,
    drops_unscored=True,
    make=_made,
)
