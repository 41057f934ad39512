"""Which students does a roster name?  All of them, or sentences that say what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.records.rows import Student
from grader.roster.errors import UnusableRoster
from grader.roster.platforms import (
    FIRST,
    GENERIC,
    LAST,
    OURS,
    Cells,
    Platform,
    known,
    normal,
    platform_of,
)
from grader.roster.sheet import Row, Sheet, sheet


@dataclass(frozen=True)
class Roster:
    """The students of a file, what it was taken for, and the column that became their key."""

    students: tuple[Student, ...]
    platform: str
    key_column: str
    notes: tuple[str, ...]


def roster(data: bytes, key: str = "") -> Roster:
    """The students of a CSV; `key` names the column that tells them apart.  Raises UnusableRoster.

    What a cell holds is kept as it stands: 000123, 1E5 and NA are text.
    """
    table = sheet(data, known)
    platform = platform_of(table.header)
    columns = _columns(table.header, platform)
    rows, notes = _people(table, platform)
    place = _named(table.header, key) if key else _key_place(table.header, rows, platform, columns)
    people = [(row.line, _student(row, platform, columns, place)) for row in rows]
    column = table.header[place]
    _check_keys(people, column)
    notes = (*table.notes, *notes, *_unused(table.header, platform, columns, place))
    return Roster(tuple(student for _, student in people), platform.name, column, notes)


def _columns(header: Sequence[str], platform: Platform) -> dict[str, int]:
    """Where the fields of a student stand; of two columns for one field, the first."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        field = platform.columns.get(normal(name))
        if field:
            found.setdefault(field, place)
    return found


def _named(header: Sequence[str], key: str) -> int:
    """Where the column is that was asked for."""
    named = [place for place, name in enumerate(header) if normal(name) == normal(key)]
    if len(named) == 1:
        return named[0]
    problem = f"{len(named)} columns are" if named else "No column is"
    raise UnusableRoster(f"{problem} called {key!r}; there are: {', '.join(header)}.")


def _key_place(
    header: Sequence[str], rows: Sequence[Row], platform: Platform, columns: Mapping[str, int]
) -> int:
    """Where the platform's word for a student is; of several, the first that is in use."""
    places = [columns[field] for field in platform.keys if field in columns]
    places += [0] if len(header) == 1 else []
    if not places:
        raise UnusableRoster(
            f"No column is known to tell students apart; there are: {', '.join(header)}. "
            "Name one of them."
        )
    used = (place for place in places if any(row.cells[place].strip() for row in rows))
    return next(used, places[0])


def _people(table: Sheet, platform: Platform) -> tuple[list[Row], list[str]]:
    """The rows that are students, and a note for each that is none."""
    names = [normal(name) for name in table.header]
    rows, notes = [], []
    for row in table.rows:
        reason = platform.nobody(_cells(names, row))
        if reason:
            notes.append(f"Line {row.line} is no student: {reason}.")
        else:
            rows.append(row)
    return rows, notes


def _cells(names: Sequence[str], row: Row) -> Cells:
    cells: dict[str, str] = {}
    for name, cell in zip(names, row.cells, strict=True):
        cells.setdefault(name, cell)
    return cells


def _check_keys(people: Sequence[tuple[int, Student]], column: str) -> None:
    """Raises UnusableRoster where a key is empty or given twice, or where there is nobody."""
    if not people:
        raise UnusableRoster("The file names no students; there is nothing below its header.")
    wrong: list[str] = []
    lines: dict[str, int] = {}
    for line, student in people:
        key = student.student_key
        if not key.strip():
            wrong.append(f"Line {line} has nothing in the column {column!r}, the student's key.")
        elif key in lines:
            wrong.append(f"Line {line} has the key {key!r} of line {lines[key]} again.")
        else:
            lines[key] = line
    if wrong:
        raise UnusableRoster(*wrong)


def _student(row: Row, platform: Platform, columns: Mapping[str, int], place: int) -> Student:
    cells = {field: _clean(platform, field, row.cells[at]) for field, at in columns.items()}
    first, last = cells.pop(FIRST, ""), cells.pop(LAST, "")
    if first or last:
        cells.setdefault("student_name", " ".join(part for part in (first, last) if part))
        cells.setdefault("sortable_name", ", ".join(part for part in (last, first) if part))
    cells.setdefault("student_name", cells.get("sortable_name", ""))
    fields = [field for field, at in columns.items() if at == place] or ["student_key"]
    return Student(**(cells | {"student_key": _clean(platform, fields[0], row.cells[place])}))


def _clean(platform: Platform, field: str, cell: str) -> str:
    clean = platform.clean.get(field)
    return clean(cell) if clean else cell


def _unused(
    header: Sequence[str], platform: Platform, columns: Mapping[str, int], place: int
) -> list[str]:
    """A note on columns that nobody asked for; a platform's are its grades."""
    rest = [name for i, name in enumerate(header) if i not in {*columns.values(), place}]
    if not rest or platform not in (OURS, GENERIC):
        return []
    return [f"Not used: {', '.join(repr(name) for name in rest)}."]
