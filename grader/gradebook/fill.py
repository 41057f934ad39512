"""How do scores get into a platform's own table?  Only cells for points and comments change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.gradebook.columns import Pairs, assigned
from grader.gradebook.comments import Entries, entries
from grader.gradebook.people import Claim, matches
from grader.gradebook.profiles.base import Head, Profile
from grader.gradebook.scores import ExerciseRow, Score
from grader.gradebook.tables import TOTAL, number
from grader.gradebook.template import Row, Template
from grader.records.rows import Student

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Filled:
    """A table with scores in it: its bytes, what went where, and what has to be told."""

    data: bytes
    columns: tuple[str, ...]
    students: int
    notes: tuple[str, ...]


def filled(
    template: Template,
    profile: Profile,
    students: Sequence[Student],
    exercises: Sequence[ExerciseRow],
    scores: Sequence[Score],
    given: Mapping[str, str],
) -> Filled:
    """The template with the scores of these students.  Raises UnusableTemplate.

    `exercises` are all that a header may bear, so that none takes a total by mistake; `given` says
    which belongs in a column, by its header.
    """
    head = profile.head(template)
    pairs = assigned(head.columns, exercises, _total(scores), given)
    claims = list(_claims(template, profile, head))
    people = matches(claims, students)
    filling = _Filling(template, profile, pairs, entries(scores))
    rows, done, told = filling.rows(claims, people.students)
    placed = {student.student_key for student in people.students.values()}
    notes = [*_about(template, profile, pairs, claims), *people.notes, *told]
    return Filled(
        replace(template, rows=rows).data,
        tuple(f"'{column.header}' ← {row.id}" for column, row in pairs),
        done,
        (*notes, *filling.homeless(students, placed)),
    )


def _total(scores: Iterable[Score]) -> ExerciseRow:
    points = {score.exercise.id: score.exercise.points for score in scores}
    return ExerciseRow(TOTAL, "Total", sum(points.values()))


@dataclass(frozen=True)
class _Filling:
    """What goes into which cells."""

    template: Template
    profile: Profile
    pairs: Pairs
    found: Entries

    def rows(
        self, claims: Sequence[Claim], students: Mapping[int, Student]
    ) -> tuple[tuple[Row, ...], int, list[str]]:
        """All rows, how many have points of ours, and what there is to say about the others."""
        rows, done, notes = dict(enumerate(self.template.rows, 1)), 0, []
        for claim in claims:
            student = students.get(claim.number)
            new, reasons = self.row(rows[claim.number], student) if student else (None, [])
            notes += [f"{claim.place} {reason}" for reason in reasons]
            if new:
                rows[claim.number] = new
                done += 1
            elif self.profile.drops_unscored:
                del rows[claim.number]
        left = len(self.template.rows) - len(rows)
        if left:
            notes.append(f"{left} rows without a score of ours were left out; their grades stay.")
        return tuple(rows.values()), done, notes

    def row(self, row: Row, student: Student) -> tuple[Row | None, list[str]]:
        """The row with the student's points, None if none went in, and why some did not."""
        due = [(c, e) for c, x in self.pairs if (e := self.found.get((student.student_key, x.id)))]
        if due and self.profile.closed(self.template, row):
            return None, ["takes no grade from outside; it was left alone."]
        new, reasons = None, []
        for column, entry in due:
            if row.value(column.index).casefold() in self.profile.kept:
                mark = row.value(column.index)
                reasons.append(f"has {mark} in '{column.header}', which was left alone.")
                continue
            points = number(entry.points).replace(".", self.profile.decimal_mark(self.template))
            new = (new or row).with_text(column.index, points, self.template.delimiter)
            if column.feedback is not None:
                new = new.with_text(column.feedback, entry.comment, self.template.delimiter)
        return new, reasons

    def homeless(self, students: Sequence[Student], placed: set[str]) -> Iterator[str]:
        keys = [student.student_key for student in students]
        here = [row.id for _, row in self.pairs]
        lost = [k for k in keys if k not in placed and any((k, id) in self.found for id in here)]
        if lost:
            yield f"a score and no row in the template: {', '.join(lost)}."


def _claims(template: Template, profile: Profile, head: Head) -> Iterator[Claim]:
    for place, row in template.body:
        ids = [(id.field, value) for id in head.ids if (value := id.read(row.value(id.index)))]
        names = head.names_of(row)
        if (ids or names) and not profile.odd(row):
            shown = names[0] if names else ids[0][1]
            yield Claim(place, " ".join(shown.split()), tuple(ids), names)


def _about(
    template: Template, profile: Profile, pairs: Pairs, claims: Sequence[Claim]
) -> Iterator[str]:
    """What there is to say about the table itself."""
    yield from [template.note] if template.note else []
    yield from profile.warnings(template)
    for column, row in pairs:
        if column.points is not None and abs(column.points - row.points) > 1e-9:
            yield (
                f"'{column.header}' is out of {number(column.points)}, "
                f"{row.id} out of {number(row.points)}; the points were not scaled."
            )
    for claim in claims:
        yield from formulas(claim.place, [*claim.names, *(value for _, value in claim.ids)])


def formulas(place: str, texts: Iterable[str]) -> Iterator[str]:
    """Sentences about names and ids on which a spreadsheet would act; an importer needs them."""
    for text in texts:
        if text.startswith(FORMULA):
            yield (
                f"{place} begins as a formula does: {text!r}. It stays as it is; "
                "do not open this file in a spreadsheet."
            )
