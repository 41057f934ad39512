"""How does Sakai's gradebook look?  The user's id, the name, then items, by place."""

import re
from collections.abc import Sequence

from grader.gradebook.columns import Column
from grader.gradebook.comments import Entries
from grader.gradebook.profiles.base import Head, Id, Made, Profile, decimal, lacking
from grader.gradebook.scores import ExerciseRow
from grader.gradebook.tables import number
from grader.gradebook.template import Template, UnusableTemplate
from grader.records.rows import Student

ITEM = re.compile(r"(?P<title>[^\[]+?)(?: \[(?P<points>[\d.,]+)\])?")
COMMENT = "* "
IGNORED = ("*", "#", "$")


def _head(template: Template) -> Head:
    header = template.header
    comments = {
        text.removeprefix(COMMENT): index
        for index, text in enumerate(header)
        if text.startswith(COMMENT)
    }
    columns = []
    for index, text in enumerate(header[2:], 2):
        match = ITEM.fullmatch(text)
        if match and not text.startswith(IGNORED):
            title = match["title"]
            points = decimal(match["points"] or "")
            columns.append(Column(index, text, title, points, comments.get(title)))
    if not columns:
        raise UnusableTemplate(
            "is no gradebook of Sakai: behind id and name should stand items, as 'Softmax [5]'"
        )
    return Head((Id(0, "login"),), ((1,),), tuple(columns))


def _made(students: Sequence[Student], exercises: Sequence[ExerciseRow], found: Entries) -> Made:
    rows = [["Student ID", "Name"]]
    for exercise in exercises:
        title = exercise.id if "[" in exercise.title else exercise.title
        rows[0] += [f"{title} [{number(exercise.points)}]", COMMENT + title]
    for student in students:
        if student.login:
            cells = [student.login, student.sortable_name or student.student_name]
            for exercise in exercises:
                entry = found.get((student.student_key, exercise.id))
                cells += [number(entry.points), entry.comment] if entry else ["", ""]
            rows.append(cells)
    return rows, lacking(students, ["login"], "login")


# Where numbers have a decimal comma, Sakai parts its columns with semicolons, and reads them so.
SAKAI = Profile(
    "sakai",
    "Sakai",
    "Gradebook → Import/Export → Export",
    _head,
    decimal_mark=lambda template: "," if template.delimiter == ";" else ".",
    make=_made,
)
