"""Moodle, "Download all submissions": `<name>_<participant id>_assignsubmission_file/...`.

The participant's id is the one of the offline grading worksheet.  Without folders, the file's name
follows in the same part.
"""

import re
from collections.abc import Sequence

from grader.intake.files import File
from grader.intake.layouts.base import Layout, Piece, Pieces

# A student names the end of a flat path, so the first place that matches is the platform's.
_TOP = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<flat>.*))?",
    re.DOTALL,
)
_BLIND = "Participant"


def _pieces(files: Sequence[File], root: str) -> Pieces:
    found = [(file.name, _piece(file.name)) for file in files]
    return {path: (piece,) for path, piece in found if piece}


def _piece(path: str) -> Piece | None:
    top, _, inner = path.partition("/")
    match = _TOP.fullmatch(top)
    file = "/".join(part for part in ((match["flat"] or "") if match else "", inner) if part)
    if not match or not file:
        return None
    blind = match["name"] == _BLIND
    name = f"{_BLIND} {match['id']}" if blind else match["name"].replace("_", " ")
    return Piece(match["id"], name, file, match["id"], "moodle_id")


MOODLE = Layout("moodle", _pieces)
