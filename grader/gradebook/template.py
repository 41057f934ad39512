"""How is a platform's table read so that whatever is not touched leaves byte for byte?"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DELIMITERS = (",", ";", "\t")
LINE_END = re.compile(r"\r\n|\r|\n|")
QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(.*)', re.DOTALL)
WRAPPED = re.compile(r'="(.*)"', re.DOTALL)  # how platforms and Excel guard text


class UnusableTemplate(ValueError):
    """A template cannot be filled in; the text says why and what to do."""


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file: cells with their quotes, and the end of the line."""

    cells: tuple[str, ...]
    end: str

    def text(self, column: int) -> str:
        """What a reader of the table sees in a cell; nothing where the row is too short."""
        return unquoted(self.cells[column]) if column < len(self.cells) else ""

    def value(self, column: int) -> str:
        """The text of a cell without spaces around it and without the guard of a spreadsheet."""
        text = self.text(column).strip()
        wrapped = WRAPPED.fullmatch(text)
        return wrapped[1].replace('""', '"') if wrapped else text

    @property
    def texts(self) -> list[str]:
        return [unquoted(cell) for cell in self.cells]

    @property
    def blank(self) -> bool:
        return not any(text.strip() for text in self.texts)

    def with_text(self, column: int, text: str, delimiter: str) -> "Row":
        """The row with one cell replaced, quoted if it was or if its text needs it."""
        cells = [*self.cells, *[""] * (column + 1 - len(self.cells))]
        cells[column] = _quoted(text, delimiter, cells[column].startswith('"'))
        return replace(self, cells=tuple(cells))


@dataclass(frozen=True)
class Template:
    """A table with everything that its bytes say.  `start` is the place of the header."""

    rows: tuple[Row, ...]
    start: int
    delimiter: str
    encoding: str
    mark: bytes
    note: str = ""

    @property
    def header(self) -> list[str]:
        row = self.rows[self.start]
        return [row.value(column) for column in range(len(row.cells))]

    @property
    def body(self) -> Iterator[tuple[int, Row]]:
        """The rows below the header, each with its number counted from 1."""
        return iter(list(enumerate(self.rows, 1))[self.start + 1 :])

    @property
    def data(self) -> bytes:
        text = "".join(self.delimiter.join(row.cells) + row.end for row in self.rows)
        # Only a sentence of ours can hold what the file's own characters lack.
        return self.mark + text.encode(self.encoding, "replace")


def template(data: bytes) -> Template:
    """The table that a file holds.  Raises UnusableTemplate."""
    if data.startswith(b"PK"):
        raise UnusableTemplate("is a workbook or a zip; a template is CSV, as the platform gave it")
    mark, encoding, text = _decoded(data)
    if "\0" in text:
        raise UnusableTemplate("holds NUL characters, so it is no CSV; save it as CSV in UTF-8")
    delimiter = _delimiter(text)
    rows = tuple(_rows(text, delimiter))
    start = next((i for i, row in enumerate(rows) if not _preamble(row, delimiter)), None)
    if start is None:
        raise UnusableTemplate("is empty")
    guessed = encoding not in ("utf-8", "utf-16-le", "utf-16-be")
    note = f"It is not UTF-8 and was read as {encoding}: look at its names." if guessed else ""
    return Template(rows, start, delimiter, encoding, mark, note)


def _decoded(data: bytes) -> tuple[bytes, str, str]:
    """The mark at the start, the encoding and the text; Latin-1 has a character for every byte."""
    mark, marked = next((pair for pair in MARKS if data.startswith(pair[0])), (b"", ""))
    for encoding in (marked,) if marked else ("utf-8", "cp1252", "latin-1"):
        try:
            return mark, encoding, data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableTemplate(f"begins as {marked}, but is not; download it again")


def _delimiter(text: str) -> str:
    """What parts header and first rows into most cells, the same number in each if possible."""

    def fit(delimiter: str) -> tuple[bool, int]:
        try:
            rows = [row for row, _ in zip(_rows(text, delimiter), range(3), strict=False)]
        except UnusableTemplate:
            return False, 0
        counts = {len(row.cells) for row in rows if not row.blank}
        widest = max(counts, default=0)
        return len(counts) == 1 and widest > 1, widest

    return max(DELIMITERS, key=fit)


def _preamble(row: Row, delimiter: str) -> bool:
    return row.blank or row.text(0).startswith("sep=") or row.cells == ("sep=", "")


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows, as Python's own reader of CSV would part them."""
    plain = f"[^{delimiter}\r\n]*"
    cell = re.compile(f'(?P<quoted>"[^"]*(?:""[^"]*)*"){plain}|{plain}')
    position = 0
    while position < len(text):
        begin, cells = position, []
        while not cells or text[position : position + 1] == delimiter:
            position += bool(cells)
            match = cell.match(text, position)
            assert match is not None
            if match[0].startswith('"') and not match["quoted"]:
                line = text.count("\n", 0, begin) + 1
                raise UnusableTemplate(f"opens a quote in line {line} that never closes")
            cells.append(match[0])
            position = match.end()
        end = LINE_END.match(text, position)
        assert end is not None
        position = end.end()
        yield Row(tuple(cells), end[0])


def unquoted(cell: str) -> str:
    match = QUOTED.fullmatch(cell)
    return match[1].replace('""', '"') + match[2] if match else cell


def _quoted(text: str, delimiter: str, always: bool) -> str:
    if always or any(sign in text for sign in (delimiter, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text
