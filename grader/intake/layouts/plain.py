"""A folder for each student, or a file named after the student."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.intake.files import File
from grader.intake.layouts.base import Layout, Piece, Pieces

_KEY = "student_key"


def _pieces(files: Sequence[File], root: str) -> Pieces:
    return {file.name: (_piece(file),) for file in files}


def _piece(file: File) -> Piece:
    top, _, inner = file.name.partition("/")
    student = top if inner else PurePosixPath(top).stem
    return Piece(student, student, inner or top, student, _KEY)


PLAIN = Layout("plain", _pieces)
