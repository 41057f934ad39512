"""Where on the page is a student?  At an exercise or the overview, in which practice round."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from grader import catalog
from grader.catalog import Entry, NoSuchExercise

ROUNDS = 999


@dataclass(frozen=True)
class Place:
    """What the page shows: an exercise or the overview, whose, and which practice round."""

    student: str
    entry: Entry | None
    practice: int = 0

    @classmethod
    def of(cls, request: gr.Request, id: Any, practice: Any = "") -> "Place":
        if request.username is None:
            raise gr.Error("Sign in first.", print_exception=False)
        return cls(str(request.username), _entry(id), count(practice, ROUNDS))


def _entry(id: Any) -> Entry | None:
    try:
        return catalog.entry(id) if isinstance(id, str) and id else None
    except NoSuchExercise:
        return None


def count(text: Any, most: int) -> int:
    """A number that a browser sent; 0 for whatever else it sent."""
    plain = isinstance(text, str) and len(text) < 9 and text.isascii() and text.isdecimal()
    return min(int(text), most) if plain else 0
