"""What does a layout say about a file?  Whose it is, and what it is called in the submission."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from grader.intake.files import File


@dataclass(frozen=True)
class Piece:
    """A file's place in a submission, as its path tells.

    `external_id` is the platform's word for the student, as the column `id_column` of a roster
    holds it; `moment` tells attempts apart, without a time zone where the platform names none;
    `late` is the platform's own mark; `attempt` is its count, where it has one.
    """

    student_key: str
    student_name: str
    file_name: str
    external_id: str = ""
    id_column: str = ""
    moment: datetime | None = None
    late: bool = False
    attempt: int = 0
    group: str = ""


# By path.  A path that is missing does not match the layout; one without pieces is the platform's
# own file.
Pieces = Mapping[str, tuple[Piece, ...]]


@dataclass(frozen=True)
class Layout:
    """A way to lay out submissions.

    `pieces(files, root)` reads the paths; `root` is the name of the folder or zip they are in.
    """

    name: str
    pieces: Callable[[Sequence[File], str], Pieces]


def outer_folder(files: Sequence[File]) -> str:
    """The folder in which all files lie, with a slash; empty if there is none."""
    tops = {file.name.partition("/")[0] for file in files}
    inside = all("/" in file.name for file in files)
    return f"{tops.pop()}/" if inside and len(tops) == 1 else ""
