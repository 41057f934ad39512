"""Which cells are in this file?  Text, byte for byte; the encoding and the delimiter are found."""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grader.roster.errors import UnusableRoster

DELIMITERS = ",;\t"
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_DECLARED = re.compile(r"sep=([,;\t])\r?\n")
_LOOKED_AT = 4  # rows by which a delimiter is judged


@dataclass(frozen=True)
class Row:
    """A row, and the line of the file on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A header and the rows below it, each with as many cells; `notes` say what was guessed."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def sheet(data: bytes, known: Callable[[str], bool] = lambda header: False) -> Sheet:
    """The cells of a CSV file.  `known` headers help to find the delimiter.

    Raises UnusableRoster.
    """
    text, notes = decoded(data)
    declared = _DECLARED.match(text)
    first = 2 if declared else 1
    text = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter(text, known)
    rows = list(_filled(_rows(text, delimiter, first)))
    if not rows:
        raise UnusableRoster("The file is empty; the first row must name the columns.")
    header = rows[0].cells
    return Sheet(header, tuple(_level(rows[1:], header)), notes)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where the encoding is a guess.  Raises UnusableRoster."""
    try:
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                return _plain(data.decode(encoding)), ()
        if b"\0" in data[:2]:
            return _plain(data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le")), ()
        return _plain(data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        if error.encoding != "utf-8":
            raise UnusableRoster(
                f"The file is not readable as {error.encoding}; save it as UTF-8."
            ) from error
    return _guessed(data)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        text = _plain(data.decode("cp1252"))
    except UnicodeDecodeError as error:
        raise UnusableRoster(
            "The file is neither UTF-8 nor Windows-1252; save it as UTF-8."
        ) from error
    sample = next(line.strip() for line in text.splitlines() if not line.isascii())
    note = f"The file is not UTF-8; it was read as Windows-1252. Check the letters in: {sample}"
    return text, (note,)


def _plain(text: str) -> str:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnusableRoster(f"Line {line} has a NUL character; save the file as UTF-8 text.")
    return text


def _delimiter(text: str, known: Callable[[str], bool]) -> str:
    """The one that gives known headers, then rows of one length, then most columns."""

    def fits(delimiter: str) -> tuple[int, bool, int]:
        try:
            rows = list(itertools.islice(_filled(_rows(text, delimiter, 1)), _LOOKED_AT))
        except UnusableRoster:
            return (-1, False, 0)
        header = rows[0].cells if rows else ()
        even = len({len(row.cells) for row in rows}) == 1
        return sum(map(known, header)), even, len(header)

    return max(DELIMITERS, key=fits)


def _rows(text: str, delimiter: str, first: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    try:
        for cells in reader:
            yield Row(line, tuple(map(_bare, cells)))
            line = first + reader.line_num
    except csv.Error as error:
        raise UnusableRoster(
            f"Line {line} cannot be read ({error}); look at its quotation marks."
        ) from error


def _bare(cell: str) -> str:
    # Canvas and Excel write ="000123" so that a spreadsheet keeps it as text.
    match = _FORMULA.fullmatch(cell)
    return match[1].replace('""', '"') if match else cell


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if any(cell.strip() for cell in row.cells))


def _level(rows: Sequence[Row], header: Sequence[str]) -> Iterator[Row]:
    """The rows with the header's number of cells.  Raises UnusableRoster."""
    width = len(header)
    wrong = [row for row in rows if any(cell.strip() for cell in row.cells[width:])]
    if wrong:
        raise UnusableRoster(
            *(
                f"Line {row.line} has {len(row.cells)} cells, the header {width}: a cell with the "
                "delimiter in it must stand in quotation marks."
                for row in wrong
            )
        )
    for row in rows:
        yield Row(row.line, (*row.cells[:width], *[""] * (width - len(row.cells))))
