"""GitHub Classroom, cloned: `<assignment>-submissions/<assignment>-<username>/` repositories.

Nothing in a repository is run and its history is not read, so the times are not known.
"""

import itertools
from collections.abc import Collection, Sequence

from grader.intake.files import File
from grader.intake.layouts.base import Layout, Piece, Pieces

_SUFFIX = "-submissions"


def _pieces(files: Sequence[File], root: str) -> Pieces:
    """Pieces if the folder around the repositories bears the tool's name."""
    prefix = f"{root.removesuffix(_SUFFIX)}-"
    return _under(prefix, files, root) if root.endswith(_SUFFIX) else {}


def _pieces_anywhere(files: Sequence[File], root: str) -> Pieces:
    """Pieces for folders that begin alike, up to a hyphen."""
    folders = {file.name.partition("/")[0] for file in files if "/" in file.name}
    alike, hyphen, _ = _beginning(folders).rpartition("-")
    return _pieces(files, root) or _under(alike + hyphen, files, root)


def _beginning(names: Collection[str]) -> str:
    """What all names begin with."""
    pairs = zip(min(names, default=""), max(names, default=""), strict=False)
    return "".join(a for a, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _under(prefix: str, files: Sequence[File], root: str) -> Pieces:
    """Pieces for the folders behind the prefix; one called as the zip is around them all."""
    found: dict[str, tuple[Piece, ...]] = {}
    for file in files:
        folder, _, inner = file.name.partition("/")
        user = folder.removeprefix(prefix)
        if inner and user and folder != root and (user != folder or not prefix):
            found[file.name] = (Piece(user, user, inner, user, "github_username"),)
    return found


GITHUB = Layout("github", _pieces)
GITHUB_ANYWHERE = Layout("github", _pieces_anywhere)
