"""What is an answer that was handed in, and which answers are asked for?"""

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from grader.intake.problem import Place

SOURCE = "source"
LITERAL = "literal"


@dataclass(frozen=True)
class Answer:
    """An answer to an exercise.

    `content` is all that is needed: the program's text for a function, else the value that stands
    in `answers`.  `places` tells for each line of a text that was put together where it comes
    from; empty if it is the file itself.
    """

    exercise: str
    content: Any
    kind: str
    file: str
    places: tuple[Place | None, ...] = ()

    def place(self, line: int) -> str:
        """Where a line of the content stands in what was handed in, in words."""
        if not self.places:
            return f"{self.file}, line {line}"
        place = self.places[line - 1] if 0 < line <= len(self.places) else None
        return str(place) if place else self.file


@dataclass(frozen=True)
class Asked:
    """The exercises' ids, and which of them are answered by a function of that name."""

    ids: tuple[str, ...]
    functions: frozenset[str]

    def near(self, name: str, ids: Collection[str] | None = None, cutoff: float = 0.6) -> str:
        """A question for the student: which id did they mean?  Empty if none is near."""
        pool = self.ids if ids is None else ids
        near = difflib.get_close_matches(name[:100].lower(), pool, n=1, cutoff=cutoff)
        return f" Did you mean {near[0]}?" if near else ""
