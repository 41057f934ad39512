"""Which names of files and folders count, and what are they called?"""

import re
import unicodedata

DEEPEST = 8
LONGEST = 255

# What systems do not allow in the name of a file, and platforms replace.
UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|\x7f]')

_IGNORED = {"__pycache__", "__macosx", "site-packages", "node_modules", "thumbs.db", "desktop.ini"}


def ignored(name: str) -> bool:
    """Whether a path has a part that systems and tools leave behind, or that is hidden."""
    return any(part.startswith(".") or part.lower() in _IGNORED for part in name.split("/"))


def refusal(name: str) -> str:
    """Why a path inside an archive is not taken; empty if it is."""
    parts = name.split("/")
    if not name or "\0" in name:
        return "has no usable name"
    if name.startswith("/") or ".." in parts or name[1:2] == ":":
        return "leads out of the archive"
    if len(name) > LONGEST or len(parts) > DEEPEST:
        return f"has a path of more than {LONGEST} characters or {DEEPEST} folders"
    return ""


def same(name: str) -> str:
    """A form of the name in which equal names compare equal, however they are composed."""
    return unicodedata.normalize("NFC", name)


def shown(name: str) -> str:
    """A name from the file system as text; names that are not UTF-8 are read as Windows-1252."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogateescape")
        return raw.decode("cp1252", "replace")
    return name
