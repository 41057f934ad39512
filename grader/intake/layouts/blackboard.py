"""Blackboard, "Assignment file download": flat, `<assignment>_<user>_attempt_<time>_<file>`.

Every attempt may be there, and for each a receipt, `<assignment>_<user>_attempt_<time>.txt`, whose
first line names the student.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from grader.intake.files import File, UnreadableFile
from grader.intake.layouts.base import Layout, Piece, Pieces
from grader.intake.text import decoded

# A student names the end of a path, so the first place that matches is the platform's.
_PATH = re.compile(
    r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
_FIRST_LINE = re.compile(r"Name:\s*(?P<name>.+?)\s*\((?P<user>[^()]+)\)\s*")
_RECEIPT = "receipt.txt"
_LARGEST = 1 << 20


def _pieces(files: Sequence[File], root: str) -> Pieces:
    matches = {f.name: m for f in files if "/" not in f.name and (m := _PATH.fullmatch(f.name))}
    receipts = [file for file in files if file.name in matches and not matches[file.name]["file"]]
    people = {}
    for receipt in receipts:
        head = matches[receipt.name]["head"]
        name, user = _names(receipt)
        # A user's name may have a _ in it; the receipt tells where it begins.
        if user and head.endswith(f"_{user}"):
            people[head] = (name, user)
    return {path: (_piece(match, people),) for path, match in matches.items()}


def _names(receipt: File) -> tuple[str, str]:
    """The student's name and user name; empty where the receipt does not tell."""
    try:
        text, _ = decoded(receipt.read(_LARGEST))
    except UnreadableFile:
        return "", ""
    match = _FIRST_LINE.fullmatch(text.partition("\n")[0])
    return (match["name"], match["user"]) if match else ("", "")


def _piece(match: re.Match[str], people: dict[str, tuple[str, str]]) -> Piece:
    head = match["head"]
    name, user = people.get(head) or ("", head.rpartition("_")[2])
    try:
        moment = datetime.strptime(match["time"], "%Y-%m-%d-%H-%M-%S")
    except ValueError:
        moment = None
    return Piece(user, name or user, match["file"] or _RECEIPT, user, "login", moment)


BLACKBOARD = Layout("blackboard", _pieces)
