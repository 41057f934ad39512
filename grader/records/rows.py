"""What are the records made of?  Plain values, as they go in and come out."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EXACT = "exact"
LISTED = 20  # attempts of which a page shows the marks


@dataclass(frozen=True)
class Student:
    """A person, with every key kept as the text that it was given as."""

    student_key: str
    student_name: str = ""
    sortable_name: str = ""
    email: str = ""
    login: str = ""
    sis_id: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    github_username: str = ""
    section: str = ""


@dataclass(frozen=True)
class NewAttempt:
    """An answer that was graded and is to be recorded.

    `result` is the object that `grade --json` prints.  `external_ref` says where the answer was
    found: a file, a submission of a learning platform.
    """

    student: str
    exercise: str
    answer: Any
    parameters: Mapping[str, Any]
    result: Mapping[str, Any]
    submitted_at: datetime.datetime | None
    source: str
    level: str = ""
    external_ref: str = ""
    content_version: str = ""
    late_seconds: int | None = None
    hints_used: int = 0

    @property
    def content(self) -> str:
        """The answer as it is stored: JSON, in ASCII, so that whatever was typed can be stored."""
        return json.dumps(self.answer, sort_keys=True)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Attempt:
    """A recorded result.  `number` counts the attempts of one student at one exercise from 1."""

    id: int
    student: str
    exercise: str
    number: int
    submitted_at: str
    source: str
    external_ref: str
    content_sha256: str
    answer: Any
    parameters: Mapping[str, Any]
    result: Mapping[str, Any] = field(repr=False)
    status: str = ""
    points: float = 0.0
    max_points: float = 0.0
    grader_version: str = ""
    content_version: str = ""
    level: str = ""
    late_seconds: int | None = None
    hints_used: int = 0

    @property
    def mistakes(self) -> tuple[str, ...]:
        return tuple(mistake["id"] for mistake in self.result["diagnosis"]["mistakes"])

    @property
    def certainty(self) -> str:
        return self.result["diagnosis"]["certainty"]

    @property
    def signature(self) -> str:
        """What stands for the arrays of an unexplained function; older results have none."""
        return self.result["diagnosis"].get("signature", "")


@dataclass(frozen=True)
class Mark:
    """An attempt without what was answered and what was said to it."""

    number: int
    submitted_at: str
    status: str
    points: float
    max_points: float


@dataclass(frozen=True)
class Tries:
    """What a student has at one exercise: how many attempts count, and the best points.

    `last` is the last of them, `latest` the marks of the last few, the newest first.
    """

    count: int = 0
    best: float = 0.0
    last: Attempt | None = None
    latest: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        return self.count > 0

    def with_one_more(self, new: Attempt) -> "Tries":
        mark = Mark(new.number, new.submitted_at, new.status, new.points, new.max_points)
        latest = (mark, *self.latest)[:LISTED]
        return Tries(self.count + 1, max(self.best, new.points), new, latest)


def utc(moment: datetime.datetime | None) -> str:
    """A time as it is stored: ISO 8601 in UTC to the second; empty if it is not known."""
    if moment is None:
        return ""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
