"""Which cells of Python does a notebook have?  Nothing in its JSON is believed."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.intake.files import UnreadableFile
from grader.intake.text import decoded, storable

MOST_CELLS = 5000

# These only measure or hold back output; what follows them is the cell's own Python.
_HARMLESS = re.compile(r"\s*%%(time|capture)\b.*")
_MAGIC = re.compile(r"[%!?]|.*\?\s*$|[\w\s,.\[\]]*=\s*[!%]")


@dataclass(frozen=True)
class Cell:
    """A cell of code and its number, counting all cells from 1; None where cells have none."""

    number: int | None
    text: str


def cells(data: bytes) -> list[Cell]:
    """The cells of code in order.  Raises UnreadableFile if this is not a notebook."""
    found = _listed(_read(data))
    if len(found) > MOST_CELLS:
        raise UnreadableFile(f"The notebook has more than {MOST_CELLS} cells.")
    return [cell for cell in map(_cell, range(1, len(found) + 1), found) if cell.text.strip()]


def _read(data: bytes) -> Any:
    try:
        return json.loads(decoded(data)[0])
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            "This is not a notebook that can be read: its JSON is damaged. Save it again."
        ) from error


def _listed(content: Any) -> list[Any]:
    """The list of cells; in notebooks of the old format it is spread over worksheets."""
    if isinstance(content, dict) and isinstance(content.get("cells"), list):
        return content["cells"]
    sheets = content.get("worksheets") if isinstance(content, dict) else None
    if not isinstance(sheets, list):
        raise UnreadableFile("This is not a notebook: it has no list of cells.")
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for listed in lists if isinstance(listed, list) for cell in listed]


def _cell(number: int, cell: Any) -> Cell:
    """The cell; an empty one for everything that is not code."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return Cell(number, "")
    text = cell.get("source", cell.get("input", ""))
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        text = "".join(text)
    if not isinstance(text, str):
        return Cell(number, "")
    text = storable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return Cell(number, _without_cell_magic(text))


def _without_cell_magic(text: str) -> str:
    """The text with a line kept for each line; empty if the cell is in another language."""
    head, newline, rest = text.partition("\n")
    if _HARMLESS.match(head):
        return newline + rest
    return "" if head.lstrip().startswith("%%") else text


def readings(text: str) -> Iterator[str]:
    """What a cell may mean in Python, first as it stands, then without magics and shell lines."""
    yield text
    lines = text.split("\n")
    for magic in (_MAGIC.match, lambda line: _MAGIC.match(line.lstrip())):
        yield "\n".join(_blanked(lines, magic))


def _blanked(lines: list[str], magic: Callable[[str], object]) -> Iterator[str]:
    continued = False
    for line in lines:
        drop = continued or bool(magic(line))
        indent = line[: len(line) - len(line.lstrip())]
        # Inside a block that holds nothing else, something has to be left.
        kept = f"{indent}pass" if indent and not continued else ""
        continued = drop and line.endswith("\\")
        yield kept if drop else line
