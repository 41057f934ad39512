"""Gradescope, "Export submissions": a folder for each submission, and a YAML file about them."""

from collections.abc import Iterator, Sequence
from typing import Any

from grader.intake.files import MIB, File, UnreadableFile
from grader.intake.layouts.base import Layout, Piece, Pieces
from grader.intake.layouts.times import moment

_METADATA = "submission_metadata.yml"
_LARGEST = 64 * MIB


def _pieces(files: Sequence[File], root: str) -> Pieces:
    about = next((file for file in files if file.name == _METADATA), None)
    if about is None:
        return {}
    metadata = _read(about)
    found: dict[str, tuple[Piece, ...]] = {_METADATA: ()}
    for file in files:
        folder, _, inner = file.name.partition("/")
        if inner and isinstance(metadata.get(folder), dict):
            found[file.name] = tuple(_owners(metadata[folder], folder, inner))
    return found


def _read(about: File) -> dict[str, Any]:
    """The metadata, numbers as the text that stands there: 000451 keeps its zeros."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        content = yaml.load(about.read(_LARGEST), Loader=loader)
    except (UnreadableFile, yaml.YAMLError, RecursionError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _owners(submission: dict[str, Any], folder: str, inner: str) -> Iterator[Piece]:
    """A piece for each submitter, or one under the folder's name where none is known."""
    history = submission.get(":history")
    attempt = len(history) + 1 if isinstance(history, list) else 0
    created = moment(_text(submission, ":created_at"))
    people = submission.get(":submitters")
    known = [p for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    group = folder if len(known) > 1 else ""
    for person in known or [{}]:
        name, sid, email = (_text(person, key) for key in (":name", ":sid", ":email"))
        key = sid or email or name or folder
        column = "sis_id" if sid else "email" if email else "student_name" if name else ""
        yield Piece(key, name or key, inner, key, column, created, attempt=attempt, group=group)


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return value.strip() if isinstance(value, str) and value.strip() not in ("null", "~") else ""


GRADESCOPE = Layout("gradescope", _pieces)
