"""Which exercise does a column of a platform's table belong to?  Its header bears id or title."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.gradebook.scores import ExerciseRow
from grader.gradebook.template import UnusableTemplate

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Column:
    """A column that takes points: its place, its title without the platform's marks.

    `points` is what it is out of, None where the table does not say; `feedback` the place of the
    column with its comments.  One that is not `certain` may be for something else than points,
    so it never takes a total unasked.
    """

    index: int
    header: str
    title: str
    points: float | None = None
    feedback: int | None = None
    certain: bool = True


Pairs = list[tuple[Column, ExerciseRow]]


def assigned(
    columns: Sequence[Column],
    exercises: Sequence[ExerciseRow],
    total: ExerciseRow,
    given: Mapping[str, str],
) -> Pairs:
    """Columns with what belongs in them; `given` says by header.  Raises UnusableTemplate."""
    rows = {row.id: row for row in (*exercises, total)}
    pairs: Pairs = [(_named(columns, header), _row(rows, id)) for header, id in given.items()]
    taken = {column.index for column, _ in pairs}
    free = [column for column in columns if column.index not in taken]
    found = [(column, row) for column in free if (row := _borne(column, exercises))]
    told = {row.id for _, row in pairs}
    pairs += [(column, row) for column, row in found if row.id not in told]
    _only_once(pairs)
    certain = [column for column in columns if column.certain]
    if not pairs and len(certain) == 1:
        return [(certain[0], total)]
    if not pairs:
        raise UnusableTemplate(
            f"has no column that bears an exercise's id or title. {_list(columns)}; "
            "say what belongs where as HEADER=ID"
        )
    return sorted(pairs, key=lambda pair: pair[0].index)


def _named(columns: Iterable[Column], name: str) -> Column:
    columns = list(columns)
    exact = [column for column in columns if column.header == name.strip()]
    found = exact or [column for column in columns if column.title == name.strip()]
    if len(found) != 1:
        several = "several columns" if found else "no column for points"
        raise UnusableTemplate(f"has {several} called {name!r}. {_list(columns)}")
    return found[0]


def _list(columns: Iterable[Column]) -> str:
    headers = ", ".join(f"'{column.header}'" for column in columns)
    return f"Its columns for points: {headers or 'none'}"


def _row(rows: Mapping[str, ExerciseRow], id: str) -> ExerciseRow:
    if id not in rows:
        raise UnusableTemplate(f"cannot take {id!r}: `list` shows the ids that there are")
    return rows[id]


def _borne(column: Column, exercises: Iterable[ExerciseRow]) -> ExerciseRow | None:
    """The exercise whose id or title the column is called, or whose id is a word of its title.

    An id without an underscore may be a word of any title, so it has to be all of it.
    """
    called = {_plain(column.title), _plain(column.header)}
    words = WORD.findall(column.title.casefold())
    exact = [row for row in exercises if called & {_plain(row.id), _plain(row.title)}]
    inside = [row for row in exercises if "_" in row.id and row.id in words]
    found = exact or inside
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _only_once(pairs: Pairs) -> None:
    for column, row in pairs:
        for other, same in pairs:
            if other.index < column.index and same.id == row.id:
                raise UnusableTemplate(
                    f"has two columns for {row.id}: '{other.header}' and '{column.header}'; "
                    "say which as HEADER=ID"
                )
            if other.index == column.index and same.id != row.id:
                raise UnusableTemplate(f"cannot take two things in '{column.header}'")
