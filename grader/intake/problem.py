"""What can a student be told about a file that is not as it should be?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A sentence, with the file and, where known, the line (for a notebook: the cell and its line).

    A problem with several files names none.
    """

    message: str
    file: str = ""
    line: int | None = None
    cell: int | None = None

    def __str__(self) -> str:
        where = [self.file] if self.file else []
        where += [f"cell {self.cell}"] if self.cell is not None else []
        where += [f"line {self.line}"] if self.line is not None else []
        return f"{', '.join(where)}: {self.message}" if where else self.message


@dataclass(frozen=True)
class Place:
    """Where a line of a program comes from: the file, the cell of a notebook, the line there."""

    file: str
    line: int
    cell: int | None = None

    def __str__(self) -> str:
        cell = f", cell {self.cell}" if self.cell is not None else ""
        return f"{self.file}{cell}, line {self.line}"
