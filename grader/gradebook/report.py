"""What does an instructor open in a spreadsheet?  A workbook for people, not for importers.

Text is typed as text, so that a name such as =1+1 is shown and never computed.
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from grader.gradebook.scores import ExerciseRow, Score
from grader.gradebook.statistics import Cause
from grader.gradebook.tables import TOTAL
from grader.records.rows import Student

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32767  # characters in a cell
TEXT = "@"
WIDTHS = {"feedback": 60, "students": 40, "student_name": 24, "email": 24}


def workbook(
    scores: Sequence[Score],
    causes: Iterable[Cause],
    students: Iterable[Student],
    exercises: Sequence[ExerciseRow],
) -> bytes:
    """The scores on one sheet, who made which mistake on another."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "scores"
    _write(first, _scores(scores, students, exercises))
    _write(book.create_sheet("causes"), _causes(causes))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


Cells = list[str | float | None]


def _scores(
    scores: Iterable[Score], students: Iterable[Student], exercises: Sequence[ExerciseRow]
) -> list[Cells]:
    known = {(one.student.student_key, one.exercise.id): one.score for one in scores}
    head = ["student_key", "student_name", "email", "section"]
    rows: list[Cells] = [
        [*head, *(row.id for row in exercises), TOTAL],
        [
            "",
            "points",
            "",
            "",
            *(row.points for row in exercises),
            sum(r.points for r in exercises),
        ],
    ]
    for student in sorted(students, key=lambda one: one.student_key):
        points = [known.get((student.student_key, row.id)) for row in exercises]
        total = sum(value for value in points if value is not None)
        who = [student.student_key, student.student_name, student.email, student.section]
        rows.append([*who, *points, total])
    return rows


def _causes(causes: Iterable[Cause]) -> list[Cells]:
    head: Cells = ["exercise", "mistake", "feedback", "first attempt", "any attempt", "students"]
    return [
        head,
        *(
            [c.exercise, c.mistake, c.feedback, len(c.first), len(c.ever), ", ".join(c.ever)]
            for c in causes
        ),
    ]


def _write(sheet: "Worksheet", rows: Sequence[Cells]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if isinstance(value, str):
                cell = sheet.cell(number, place, _printable(value))
                cell.data_type = "s"  # openpyxl takes what begins with = for a formula
                cell.number_format = TEXT  # and so would a spreadsheet, once somebody edits it
            elif value is not None:
                sheet.cell(number, place, round(value, 2))
    for place, name in enumerate(rows[0], 1):
        sheet.cell(1, place).font = Font(bold=True)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS.get(str(name), max(10, len(str(name)) + 2))
    sheet.freeze_panes = "B2"


def _printable(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return UNPRINTABLE.sub("\ufffd", plain)[:LONGEST]
