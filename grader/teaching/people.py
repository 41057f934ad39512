"""Who is in the class, and how do they come in?  Rosters taken in, codes made."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.core.phrases import several
from grader.gradebook.tables import table
from grader.records import Records, Student
from grader.records.codes import INSTRUCTOR, STUDENT, issue, roles
from grader.roster import Roster, UnusableRoster, roster
from grader.teaching.errors import Impossible

HEAD = ("student_key", "student_name", "email", "code")


@dataclass(frozen=True)
class Change:
    """What a roster would bring, or brought, to the records."""

    roster: Roster
    new: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        found = self.roster
        same = len(found.students) - len(self.new) - len(self.changed)
        return [
            f"Read as {found.platform}; student_key is the column {found.key_column!r}.",
            *found.notes,
            f"{several(len(found.students), 'student')}: {len(self.new)} new, "
            f"{len(self.changed)} changed, {same} as before.",
        ]


def roster_in(data: bytes, key: str = "") -> Roster:
    """The roster in a file.  Raises Impossible."""
    try:
        return roster(data, key)
    except UnusableRoster as error:
        raise Impossible(str(error)) from error


def change(records: Records, found: Roster) -> Change:
    """What a roster would change."""
    before = {student.student_key: student for student in records.students()}
    new = tuple(s.student_key for s in found.students if s.student_key not in before)
    changed = tuple(
        s.student_key
        for s in found.students
        if s.student_key in before and _differs(before[s.student_key], s)
    )
    return Change(found, new, changed)


def _differs(before: Student, now: Student) -> bool:
    """Whether anything that is known now was not known so; what is empty changes nothing."""
    return any(value and value != getattr(before, name) for name, value in vars(now).items())


def chosen(records: Records, names: Sequence[str], role: str, new: bool) -> list[Student]:
    """Who gets a code: those named, else all students; `new`: those without one.

    Raises Impossible.
    """
    if role not in (STUDENT, INSTRUCTOR):
        raise Impossible(f"There is no role {role!r}; choose {STUDENT} or {INSTRUCTOR}.")
    if role == INSTRUCTOR and not names:
        raise Impossible("Name the instructors who are to get a code.")
    has = roles(records)
    people = [one for one in _people(records, names, role, has) if not new or _key(one) not in has]
    if not people and not new:
        raise Impossible("There are no students; import a roster first.")
    return people


def _people(
    records: Records, names: Sequence[str], role: str, has: dict[str, str]
) -> list[Student]:
    if role == INSTRUCTOR:
        return [Student(name) for name in dict.fromkeys(names)]
    known = {student.student_key: student for student in records.students()}
    absent = [name for name in names if name not in known]
    if absent:
        raise Impossible(f"Not on the roster: {', '.join(absent)}; import them first.")
    if names:
        return [known[name] for name in dict.fromkeys(names)]
    return [one for key, one in known.items() if has.get(key) != INSTRUCTOR]


def _key(student: Student) -> str:
    return student.student_key


def codes_csv(records: Records, people: Sequence[Student], role: str) -> str:
    """New codes, which replace older ones, as CSV; this is the only time that they are seen."""
    made = issue(records, [one.student_key for one in people], role)
    rows = [(p.student_key, p.student_name, p.email, made[p.student_key]) for p in people]
    return table([HEAD, *rows])


def made(codes: int) -> str:
    """How many codes were made, in words."""
    return f"{several(codes, 'code')} {'was' if codes == 1 else 'were'} made"
