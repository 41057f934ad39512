"""Which program does a notebook hand in?  What its cells import, define and plainly assign."""

import ast

from grader.intake import names
from grader.intake.cells import Cell, cells, readings
from grader.intake.files import LARGEST, UnreadableFile, size_in_words
from grader.intake.listing import Listing, first_line, text_of
from grader.intake.literals import Entry, entries
from grader.intake.parsing import NotPython, checked
from grader.intake.problem import Problem
from grader.intake.program import Program, check_size, defined_in
from grader.intake.taken import lost, taken

LARGEST_CODE = 1 << 18


def notebook(name: str, data: bytes) -> Program:
    """The program in an .ipynb file.  Raises UnreadableFile."""
    if len(data) > LARGEST:
        raise UnreadableFile(
            f"The notebook is larger than {size_in_words(LARGEST)}; clear its outputs and save it."
        )
    found = cells(data)
    check_size(sum(len(cell.text) for cell in found), LARGEST_CODE)
    reader = _Reader(name)
    for cell in found:
        reader.read(cell)
    return reader.program()


def exported(name: str, text: str) -> Program:
    """The program in a notebook that was saved as a .py file; the text is valid Python."""
    reader = _Reader(name)
    reader.read(Cell(None, text))
    return reader.program()


class _Reader:
    """Reads a notebook's cells one after the other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._listing = Listing()
        self._known = names.Known()
        self._entries: list[Entry] = []
        self._problems: list[Problem] = []
        self._broken: list[tuple[str, Cell]] = []

    def program(self) -> Program:
        listing = self._listing if len(self._listing.lines) > 1 else Listing([], [])
        return Program(
            self._name,
            listing.source,
            tuple(sorted(self._known.functions)),
            tuple(self._entries),
            tuple(self._problems),
            tuple(listing.places),
            tuple(self._broken),
        )

    def read(self, cell: Cell) -> None:
        """Take what the cell defines; a cell that is not valid Python costs only itself."""
        failure = None
        for text in readings(cell.text):
            try:
                self._take(cell.number, text, checked(text))
                return
            except NotPython as error:
                failure = failure or error
            except RecursionError:
                failure = NotPython("The cell is nested too deeply to be read.")
                break
        self._problem(str(failure), cell.number, failure.line if failure else None)
        self._broken += [(name, cell) for name in defined_in(cell.text)]

    def _take(self, number: int | None, text: str, tree: ast.Module) -> None:
        lines, begun = text.split("\n"), False
        for statement in tree.body:
            self._report_lost(number, statement)
            kept = taken(statement, self._known)
            if not kept:
                continue
            if not begun:
                self._listing.heading(f"{self._name}, cell {number}" if number else self._name)
                begun = True
            code = text_of(lines, statement) if kept is statement else ast.unparse(kept)
            self._listing.add(code, self._name, first_line(statement), number)
        for item in entries(tree):
            if isinstance(item, Entry):
                self._entries.append(Entry(item.key, item.value, item.line, number))
            else:
                self._problem(item.message, number, item.line)

    def _report_lost(self, number: int | None, statement: ast.stmt) -> None:
        missing = lost(statement, self._known)
        if missing:
            name = getattr(statement, "name", "")
            listed = ", ".join(sorted(missing))
            self._problem(
                f"{name} is not taken: defining it needs {listed}, which no import, definition or "
                "plain assignment before it gives. Move that into the function.",
                number,
                first_line(statement),
            )

    def _problem(self, message: str, cell: int | None, line: int | None) -> None:
        self._problems.append(Problem(message, self._name, line, cell))
