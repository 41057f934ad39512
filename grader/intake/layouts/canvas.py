"""Canvas, "Download submissions": flat, `<name>[_LATE]_<user id>_<attachment id>_<file>`."""

import re
from collections.abc import Sequence

from grader.intake.files import File
from grader.intake.layouts.base import Layout, Piece, Pieces

# The user's id is the column ID of the gradebook; anonymous marking gives five characters instead.
_PATH = re.compile(
    r"(?:(?P<name>.+?)_)?(?:(?P<late>LATE)_)?"
    r"(?:anon_(?P<anon>[0-9A-Za-z]{5})|(?P<uid>\d+))_"
    r"(?:\d+_(?P<file>.+)|(?P<entry>(?:text|link)\.html))",
    re.DOTALL,
)


def _pieces(files: Sequence[File], root: str) -> Pieces:
    found = [(file.name, _PATH.fullmatch(file.name)) for file in files if "/" not in file.name]
    return {path: (_piece(match),) for path, match in found if match}


def _piece(match: re.Match[str]) -> Piece:
    name, anonymous = match["name"] or "", match["anon"]
    late = bool(match["late"]) or (name == "LATE" and bool(anonymous))
    key = anonymous or match["uid"]
    shown = f"anonymous {anonymous}" if anonymous else name or key
    file = match["file"] or match["entry"]
    return Piece(key, shown, file, key, "" if anonymous else "canvas_id", late=late)


CANVAS = Layout("canvas", _pieces)
