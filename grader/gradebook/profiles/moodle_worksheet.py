"""How does Moodle's offline grading worksheet of an assignment look?"""

import re

from grader.gradebook.columns import Column
from grader.gradebook.profiles.base import (
    Head,
    Id,
    Profile,
    decimal,
    known_ids,
    known_names,
    places,
)
from grader.gradebook.template import Row, Template, UnusableTemplate

# "Participant 8841" in the language of the site; the number is that of the bulk download.
PARTICIPANT = re.compile(r"\D*(\d+)")
IDS = {"id number": "sis_id", "username": "login", "email address": "email"}
GRADE, MOST, COMMENTS, CHANGEABLE = (
    "grade",
    "maximum grade",
    "feedback comments",
    "grade can be changed",
)


def _head(template: Template) -> Head:
    header, rows = template.header, [row for _, row in template.body if not row.blank]
    if not rows or not all(PARTICIPANT.fullmatch(row.value(0)) for row in rows):
        raise UnusableTemplate(
            "is no grading worksheet of Moodle: its first column should hold 'Participant 8841'"
        )
    ids = (Id(0, "moodle_id", _number), *known_ids(header, IDS))
    return Head(ids, known_names(header, ("full name",)), _columns(header, rows[0]))


def _columns(header: list[str], row: Row) -> tuple[Column, ...]:
    """The grade; on a site in another language every column that may be called so."""
    where = places(header)
    if GRADE not in where:
        return tuple(
            Column(index, text, text, certain=False) for index, text in enumerate(header[3:], 3)
        )
    index = where[GRADE]
    most = decimal(row.value(where[MOST])) if MOST in where else None
    return (Column(index, header[index], header[index], most, where.get(COMMENTS)),)


def _number(text: str) -> str:
    match = PARTICIPANT.fullmatch(text)
    return match[1] if match else text


def _closed(template: Template, row: Row) -> bool:
    where = places(template.header)
    return CHANGEABLE in where and row.value(where[CHANGEABLE]).casefold() == "no"


MOODLE_WORKSHEET = Profile(
    "moodle_worksheet",
    "Moodle",
    "the assignment → Submissions → Download grading worksheet",
    _head,
    closed=_closed,
)
