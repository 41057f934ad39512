"""How does Brightspace's table of grades look?  Ids stand behind a `#`, and so does the end."""

import re
from collections.abc import Sequence

from grader.gradebook.columns import Column
from grader.gradebook.comments import Entries
from grader.gradebook.profiles.base import (
    Head,
    Made,
    Profile,
    decimal,
    known_ids,
    known_names,
    lacking,
    required,
)
from grader.gradebook.scores import ExerciseRow
from grader.gradebook.tables import number
from grader.gradebook.template import Template, UnusableTemplate
from grader.records.rows import Student

IDS = {"orgdefinedid": "sis_id", "username": "login", "email": "email"}
ITEM = re.compile(r"(?P<title>.+) Points Grade(?: <(?P<marks>.*)>)?", re.DOTALL)
MOST = re.compile(r"MaxPoints:([\d.]+)")
END = "End-of-Line Indicator"


def _head(template: Template) -> Head:
    header = template.header
    required(header, [END], "table of grades from Brightspace")
    ids = known_ids(header, IDS, lambda text: text.strip().removeprefix("#"))
    if not ids:
        raise UnusableTemplate("tells no student: it needs OrgDefinedId or Username")
    columns = []
    for index, text in enumerate(header):
        if match := ITEM.fullmatch(text):
            most = MOST.search(match["marks"] or "")
            points = decimal(most[1]) if most else None
            columns.append(Column(index, text, match["title"], points))
    return Head(ids, known_names(header, ("first name", "last name")), tuple(columns))


def _made(students: Sequence[Student], exercises: Sequence[ExerciseRow], found: Entries) -> Made:
    titles = [f"{exercise.title} Points Grade" for exercise in exercises]
    rows = [["OrgDefinedId", "Username", *titles, END]]
    for student in students:
        if student.sis_id or student.login:
            of = [found.get((student.student_key, exercise.id)) for exercise in exercises]
            points = [number(entry.points) if entry else "" for entry in of]
            rows.append([_marked(student.sis_id), _marked(student.login), *points, "#"])
    return rows, lacking(students, ["sis_id", "login"], "sis_id and no login")


def _marked(id: str) -> str:
    return f"#{id.removeprefix('#')}" if id else ""


BRIGHTSPACE = Profile(
    "brightspace", "Brightspace", "Grades → Enter Grades → Export", _head, make=_made
)
