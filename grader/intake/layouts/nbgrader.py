"""nbgrader: `submitted/<student>/<assignment>/<files>`, with a timestamp.txt beside them."""

from collections.abc import Sequence
from datetime import datetime

from grader.intake.files import File, UnreadableFile
from grader.intake.layouts.base import Layout, Piece, Pieces
from grader.intake.layouts.times import moment
from grader.intake.text import decoded

_SUBMITTED = "submitted"
_TIMESTAMP = "timestamp.txt"


def _pieces(files: Sequence[File], root: str) -> Pieces:
    """Pieces for what lies under `submitted`, or beside a timestamp."""
    times = {file.name.rpartition("/")[0]: _time(file) for file in files if _is_time(file)}
    found: dict[str, tuple[Piece, ...]] = {}
    for file in files:
        parts = file.name.split("/")
        inside = parts[0] == _SUBMITTED and len(parts) > 3
        student, *inner = parts[1:] if inside else parts
        folder = "/".join(parts[: 3 if inside else 2])
        if len(inner) < 2 or not (inside or root == _SUBMITTED or folder in times):
            continue
        piece = Piece(student, student, "/".join(inner), student, "student_key", times.get(folder))
        found[file.name] = () if _is_time(file) else (piece,)
    return found


def _is_time(file: File) -> bool:
    return file.name.endswith(f"/{_TIMESTAMP}")


def _time(file: File) -> datetime | None:
    try:
        return moment(decoded(file.read(1000))[0])
    except UnreadableFile:
        return None


NBGRADER = Layout("nbgrader", _pieces)
