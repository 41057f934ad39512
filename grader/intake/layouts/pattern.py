"""A layout that a user describes by a regular expression for paths, as the last resort."""

import re
from collections.abc import Sequence
from datetime import datetime

from grader.intake.files import File
from grader.intake.folder import UnusableInput
from grader.intake.layouts.base import Layout, Piece, Pieces
from grader.intake.layouts.times import moment

PATTERN = "pattern"
_GROUPS = {"student", "name", "file", "time", "late", "group"}
_KEY = "student_key"


def pattern_layout(pattern: str) -> Layout:
    """The layout in which whole paths match the pattern.  Raises UnusableInput.

    Named groups: `student` (needed), `name`, `file` (the path inside the submission), `time`
    (ISO 8601), `late` (anything that matches is a mark), `group`.
    """
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise UnusableInput(f"The pattern is not a regular expression: {error}.") from error
    unknown = sorted(set(expression.groupindex) - _GROUPS)
    if "student" not in expression.groupindex or unknown:
        raise UnusableInput(
            "The pattern needs a group (?P<student>...); other groups are "
            f"{', '.join(sorted(_GROUPS - {'student'}))}."
        )

    def pieces(files: Sequence[File], root: str) -> Pieces:
        found = [(file.name, expression.fullmatch(file.name)) for file in files]
        return {name: (_piece(name, match),) for name, match in found if match and match["student"]}

    return Layout(PATTERN, pieces)


def _piece(path: str, match: re.Match[str]) -> Piece:
    groups = {key: value for key, value in match.groupdict().items() if value}
    student = groups.get("student", "")
    return Piece(
        student,
        groups.get("name", student),
        groups.get("file", path),
        student,
        _KEY,
        _moment(groups.get("time", ""), path),
        late="late" in groups,
        group=groups.get("group", ""),
    )


def _moment(text: str, path: str) -> datetime | None:
    found = moment(text)
    if text and not found:
        raise UnusableInput(
            f"The pattern's group `time` found {text!r} in {path}, which is no ISO 8601 time."
        )
    return found
