"""How does Canvas's gradebook look, and what does its importer do with it?"""

import re

from grader.gradebook.columns import Column
from grader.gradebook.profiles.base import Head, Profile, decimal, known_ids, known_names, required
from grader.gradebook.template import Row, Template

ASSIGNMENT = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)", re.DOTALL)
# The importer passes over whatever header has this in it.
COMPUTED = re.compile(
    r"\b(?:Current|Final|Unposted|Override) (?:Score|Points|Grade|Status|Current|Final)\b"
)
POINTS = "Points Possible"
READ_ONLY = "read only"
IDS = {"id": "canvas_id", "sis user id": "sis_id", "sis login id": "login"}
NAMES = (("student",), ("firstname", "lastname"))


def _head(template: Template) -> Head:
    header = template.header
    required(header, ("ID", "Section"), "gradebook of Canvas")
    first = [name.casefold() for name in header].index("section") + 1
    out_of = next((row for _, row in template.body if _odd(row)), Row((), ""))
    columns = [
        _column(index, header[index], out_of.value(index))
        for index in range(first, len(header))
        if not COMPUTED.search(header[index]) and READ_ONLY not in out_of.value(index).casefold()
    ]
    return Head(known_ids(header, IDS), known_names(header, *NAMES), tuple(columns))


def _column(index: int, header: str, out_of: str) -> Column:
    match = ASSIGNMENT.fullmatch(header)
    title = match["title"] if match else header
    # A column without a number may be the instructor's own notes.
    return Column(index, header, title, decimal(out_of), certain=match is not None)


def _odd(row: Row) -> bool:
    return POINTS in row.value(0)


def _warnings(template: Template) -> list[str]:
    if template.mark and template.header[0] == "LastName":
        return ["Canvas does not read a table that begins with a byte-order mark and LastName."]
    return []


# The importer takes a blank for a wish to clear the score, so who has none is left out; EX is
# excused, and N/A stands for students to whom the assignment is not assigned.
CANVAS = Profile(
    "canvas",
    "Canvas",
    "Grades → Export → Export Entire Gradebook",
    _head,
    odd=_odd,
    kept=frozenset({"ex", "n/a"}),
    drops_unscored=True,
    warnings=_warnings,
)
