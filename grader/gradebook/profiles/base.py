"""What does a platform's table look like?  What the profiles share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.gradebook.columns import Column
from grader.gradebook.comments import Entries
from grader.gradebook.scores import ExerciseRow
from grader.gradebook.template import Row, Template, UnusableTemplate
from grader.records.rows import Student


@dataclass(frozen=True)
class Id:
    """A column that tells the student: by this field, after `read` has taken the dressing off."""

    index: int
    field: str
    read: Callable[[str], str] = str.strip


@dataclass(frozen=True)
class Head:
    """The parts of a table: who a row is about, and where points go.

    Each of `names` are the columns that make a name: one with all of it, or given and family name.
    """

    ids: tuple[Id, ...]
    names: tuple[tuple[int, ...], ...]
    columns: tuple[Column, ...]

    def names_of(self, row: Row) -> tuple[str, ...]:
        joined = (" ".join(row.value(index) for index in name).strip() for name in self.names)
        return tuple(name for name in joined if name)


Made = tuple[list[list[str]], list[str]]
Maker = Callable[[Sequence[Student], Sequence[ExerciseRow], Entries], Made]


@dataclass(frozen=True)
class Profile:
    """A platform's table.

    `download` says where the platform gives it.  `odd` tells rows that are about no student,
    `closed` those that take no grade; `kept` are the cells that stay as they are.  Where an empty
    or old cell would change a grade, `drops_unscored` leaves students without a score out.
    `make` writes a table without a template, where that is safe.
    """

    name: str
    platform: str
    download: str
    head: Callable[[Template], Head]
    odd: Callable[[Row], bool] = lambda row: False
    closed: Callable[[Template, Row], bool] = lambda template, row: False
    kept: frozenset[str] = frozenset()
    decimal_mark: Callable[[Template], str] = lambda template: "."
    drops_unscored: bool = False
    make: Maker | None = None
    warnings: Callable[[Template], list[str]] = lambda template: []


def places(header: Sequence[str]) -> dict[str, int]:
    """The first place of each header, without regard to case."""
    found: dict[str, int] = {}
    for index, text in enumerate(header):
        found.setdefault(text.casefold(), index)
    return found


def known_ids(
    header: Sequence[str], fields: Mapping[str, str], read: Callable[[str], str] = str.strip
) -> tuple[Id, ...]:
    """The columns that tell the student, the most trusted first."""
    where = places(header)
    return tuple(Id(where[name], field, read) for name, field in fields.items() if name in where)


def known_names(header: Sequence[str], *sets: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    where = places(header)
    return tuple(tuple(where[n] for n in names) for names in sets if all(n in where for n in names))


def required(header: Sequence[str], names: Iterable[str], table: str) -> None:
    missing = [name for name in names if name.casefold() not in places(header)]
    if missing:
        raise UnusableTemplate(f"is no {table}: its header has no {', '.join(missing)}")


def decimal(text: str) -> float | None:
    """A number of points as platforms write it; None for none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def lacking(students: Iterable[Student], fields: Sequence[str], words: str) -> list[str]:
    """A sentence about the students who have none of these ids."""
    without = [s.student_key for s in students if not any(getattr(s, f) for f in fields)]
    if not without:
        return []
    return [f"left out, as the roster has no {words} for them: {', '.join(without)}."]
