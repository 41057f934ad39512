"""How does a program come together from pieces of files, and where does each line come from?"""

import ast
from dataclasses import dataclass, field

from grader.intake.problem import Place

# Annotations are then not evaluated: they may name what a notebook imports only for pictures.
FUTURE = "from __future__ import annotations"


@dataclass
class Listing:
    """Lines of a program in the making, each with its place; None for lines of our own."""

    lines: list[str] = field(default_factory=lambda: [FUTURE])
    places: list[Place | None] = field(default_factory=lambda: [None])

    def heading(self, text: str) -> None:
        self.put(f"# {' '.join(text.splitlines())}", None)

    def add(self, text: str, file: str, line: int, cell: int | None = None) -> None:
        """Append text that begins at this line of the file (or of the cell)."""
        for i, one in enumerate(text.split("\n")):
            self.put(one, Place(file, line + i, cell))

    def put(self, line: str, place: Place | None) -> None:
        self.lines.append(line)
        self.places.append(place)

    @property
    def source(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


def first_line(statement: ast.stmt) -> int:
    """The line at which a statement begins, decorators included."""
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def text_of(lines: list[str], statement: ast.stmt) -> str:
    """The text of a top-level statement, cut out of its lines where it shares them."""
    first, last = first_line(statement), statement.end_lineno or statement.lineno
    block = lines[first - 1 : last]
    end = statement.end_col_offset or 0
    rest = block[-1].encode()[end:].decode().lstrip()
    start = statement.col_offset if first == statement.lineno else 0
    if rest and not rest.startswith("#"):
        block[-1] = block[-1].encode()[:end].decode()
    block[0] = block[0].encode()[start:].decode()
    return "\n".join(block)
