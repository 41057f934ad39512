"""Brightspace: a folder for each submission, `<number>-<number> - <name> - <time>/files`.

The name is all that tells the student: it is joined with a roster, and the same name on different
numbers is pointed out by keeping the students apart.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from grader.intake.files import File
from grader.intake.layouts.base import Layout, Piece, Pieces

_FOLDER = re.compile(
    r"(?P<user>\d+)-\d+ - (?P<name>.+?) - (?P<month>[A-Z][a-z]{2,8}) (?P<day>\d{1,2}), "
    r"(?P<year>\d{4}) (?P<hour>\d{1,2})(?P<minute>\d\d) (?P<half>[AP]M)"
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_INDEX = "index.html"


def _pieces(files: Sequence[File], root: str) -> Pieces:
    matches = {file.name: _FOLDER.fullmatch(file.name.partition("/")[0]) for file in files}
    numbers: dict[str, set[str]] = {}
    for match in matches.values():
        if match:
            numbers.setdefault(match["name"], set()).add(match["user"])
    found: dict[str, tuple[Piece, ...]] = {}
    for path, match in matches.items():
        if match and "/" in path:
            found[path] = (_piece(match, path.partition("/")[2], len(numbers[match["name"]]) > 1),)
    return {**found, _INDEX: ()} if found and _INDEX in matches else found


def _piece(match: re.Match[str], file: str, shared: bool) -> Piece:
    name = match["name"]
    key = f"{name} ({match['user']})" if shared else name
    return Piece(key, name, file, name, "student_name", _moment(match))


def _moment(match: re.Match[str]) -> datetime | None:
    try:
        month = _MONTHS.index(match["month"][:3]) + 1
        hour = int(match["hour"]) % 12 + (12 if match["half"] == "PM" else 0)
        return datetime(int(match["year"]), month, int(match["day"]), hour, int(match["minute"]))
    except ValueError:
        return None


BRIGHTSPACE = Layout("brightspace", _pieces)
