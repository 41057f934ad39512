"""Whose export is this?  Told by its headers; which column is what, and which row is nobody."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields

from grader.records.rows import Student

Cells = Mapping[str, str]

FIELDS = tuple(one.name for one in fields(Student))
FIRST, LAST = "first name", "last name"  # two columns that make a name


@dataclass(frozen=True)
class Platform:
    """An export: it is one if all headers of one of `needs` are there.

    `item` is how a column of grades must look, where the headers alone are too common.  `columns`
    say which field of a student a header fills, `clean` what stands around it; `keys` which field
    becomes the key: the first that is filled.  `nobody` says why a row is no student.
    """

    name: str
    needs: Sequence[frozenset[str]]
    columns: Mapping[str, str]
    keys: Sequence[str]
    clean: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    nobody: Callable[[Cells], str] = lambda cells: ""
    item: str = ""

    def wrote(self, headers: Collection[str]) -> bool:
        """Whether a file with these headers is this export."""
        item = not self.item or any(re.fullmatch(self.item, header) for header in headers)
        return item and any(needed <= set(headers) for needed in self.needs)


def normal(header: str) -> str:
    return " ".join(header.casefold().split())


def _has(*headers: str) -> frozenset[str]:
    return frozenset(headers)


_NAMES = {"first name": FIRST, "last name": LAST, "surname": LAST, "full name": "student_name",
          "name": "student_name", "firstname": FIRST, "lastname": LAST,
          "email": "email", "email address": "email", "e-mail": "email"}  # fmt: skip

# What a file of nobody in particular may call its columns.
_ANY = _NAMES | {name: name for name in FIELDS} | {
    "id": "sis_id", "student id": "sis_id", "id number": "sis_id", "student number": "sis_id",
    "sid": "sis_id", "matriculation number": "sis_id", "matrikelnummer": "sis_id",
    "username": "login", "user name": "login", "user": "login", "user id": "login",
    "student": "student_name", "student name": "student_name", "sortable name": "sortable_name",
    "github": "github_username", "github username": "github_username",
    "mail": "email", "e-mail address": "email",
    "group": "section", "groups": "section", "sections": "section", "class": "section",
}  # fmt: skip


def _canvas_nobody(cells: Cells) -> str:
    name = cells.get("student") or cells.get("lastname", "")
    if "points possible" in name.casefold():
        return "the row of possible points"
    if not name.strip() and not cells["id"].strip():
        return "a row about posting"
    return (
        "Canvas's test student" if name == "Student, Test" and not cells.get("sis user id") else ""
    )


def _not_a_student(cells: Cells) -> str:
    role = cells.get("role", "")
    return "" if normal(role) in ("", "student", "learner") else f"role {role}"


def _participant(cell: str) -> str:
    """The number in `Participant 8841`, whatever the word before it is."""
    match = re.fullmatch(r"\D+ (\d+)", cell)
    return match[1] if match else cell


def _without_mark(cell: str) -> str:
    return cell.removeprefix("#")


OURS = Platform(
    "a roster with our headers",
    [_has("student_key")],
    {name: name for name in FIELDS},
    ["student_key"],
)
PLATFORMS = (
    OURS,
    Platform(
        "a Canvas gradebook",
        [_has("student", "id", "section"), _has("lastname", "firstname", "id", "section")],
        {"student": "sortable_name", "lastname": LAST, "firstname": FIRST, "id": "canvas_id",
         "sis user id": "sis_id", "sis login id": "login", "section": "section"},
        ["sis_id", "login", "canvas_id"],
        nobody=_canvas_nobody,
    ),
    Platform(
        "a Moodle grading worksheet",
        [_has("identifier", "grade", "last modified (grade)"), _has("identifier", "full name")],
        _NAMES | {"identifier": "moodle_id", "id number": "sis_id", "username": "login",
                  "group": "section"},
        ["sis_id", "login", "email", "moodle_id"],
        clean={"moodle_id": _participant},
    ),
    Platform(
        "a GitHub Classroom export",
        [_has("roster_identifier", "github_username"), _has("identifier", "github_username")],
        {"roster_identifier": "student_key", "identifier": "student_key", "name": "student_name",
         "github_username": "github_username"},
        ["student_key"],
    ),
    Platform(
        "a Brightspace export",
        [_has("orgdefinedid"), _has("username", "end-of-line indicator")],
        _NAMES | {"orgdefinedid": "sis_id", "username": "login", "sections": "section"},
        ["sis_id", "login"],
        clean={"sis_id": _without_mark, "login": _without_mark},
    ),
    Platform(
        "a Gradescope roster",
        [_has("sid", "email")],
        _NAMES | {"sid": "sis_id", "section": "section", "sections": "section"},
        ["sis_id", "email"],
        nobody=_not_a_student,
    ),
    Platform(
        "a Blackboard export",
        [_has("username", "last name", "first name", "student id"),
         _has("username", "last name", "first name", "availability")],
        _NAMES | {"username": "login", "student id": "sis_id"},
        ["login", "sis_id"],
    ),
    Platform(
        "a list of Moodle participants",
        [_has("first name", "email address"), _has("surname", "email address")],
        _NAMES | {"username": "login", "id number": "sis_id", "groups": "section"},
        ["sis_id", "login", "email"],
    ),
    Platform(
        "a Sakai gradebook",
        [_has("student id", "name")],
        {"student id": "login", "name": "sortable_name", "section": "section"},
        ["login"],
        item=r".+ \[[\d.]+\]|\* .+",
    ),
    Platform(
        "a Sakai roster",
        [_has("user id", "name")],
        _NAMES | {"user id": "login", "section": "section"},
        ["login"],
        nobody=_not_a_student,
    ),
)  # fmt: skip
GENERIC = Platform(
    "a table",
    [],
    _ANY,
    ["sis_id", "login", "email", "github_username", "canvas_id", "moodle_id", "student_name"],
    nobody=_not_a_student,
)


def platform_of(headers: Sequence[str]) -> Platform:
    there = [normal(header) for header in headers]
    return next((platform for platform in PLATFORMS if platform.wrote(there)), GENERIC)


def known(header: str) -> bool:
    name = normal(header)
    return name in _ANY or any(name in platform.columns for platform in PLATFORMS)
