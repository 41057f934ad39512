"""Which student does a row of a platform's table belong to?  The platform's ids first, names last.

A wrong match gives a grade to the wrong person, so whatever is not certain is left alone and told.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.records.rows import Student

NAME = "name"
KEY = "student_key"
LENIENT = {"email", "login"}


@dataclass(frozen=True)
class Claim:
    """What a row says of its student: the ids by the field that holds them, and the names."""

    number: int
    shown: str
    ids: tuple[tuple[str, str], ...]
    names: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"row {self.number} ({self.shown})"


@dataclass(frozen=True)
class Matches:
    """The student of each row by its number, and sentences about the rows that have none."""

    students: Mapping[int, Student]
    notes: tuple[str, ...]


def matches(claims: Sequence[Claim], students: Iterable[Student]) -> Matches:
    """A row has at most one student and a student one row: the one with the better claim."""
    index = _index(students)
    found = [(claim, *_match(claim, index)) for claim in claims]
    sure: dict[str, list[tuple[int, Claim, Student]]] = {}
    for claim, rank, student, _ in found:
        if student:
            sure.setdefault(student.student_key, []).append((rank, claim, student))
    chosen = {claim.number: several[0][2] for several in sure.values() for claim in _best(several)}
    notes = [_doubled(several, chosen) for several in sure.values() if len(several) > 1]
    for note in dict.fromkeys(note for *_, note in found if note):
        rows = ", ".join(claim.place for claim, *_, said in found if said == note)
        notes.append(f"{note}: {rows}.")
    return Matches(chosen, tuple(notes))


def _best(claims: Sequence[tuple[int, Claim, Student]]) -> list[Claim]:
    """The one claim of a student that is better than all others; nothing where there is none."""
    best = min(rank for rank, _, _ in claims)
    strongest = [claim for rank, claim, _ in claims if rank == best]
    return strongest if len(strongest) == 1 else []


def _doubled(claims: Sequence[tuple[int, Claim, Student]], chosen: Mapping[int, Student]) -> str:
    rows = ", ".join(claim.place for _, claim, _ in claims)
    taken = any(claim.number in chosen for _, claim, _ in claims)
    rest = "the better match was taken" if taken else "all were left alone"
    return f"the same student, {claims[0][2].student_key}, seems to have {rows}; {rest}."


Index = Mapping[tuple[str, str], Sequence[Student]]


def _index(students: Iterable[Student]) -> Index:
    index: dict[tuple[str, str], list[Student]] = {}
    fields = ("email", "login", "sis_id", "canvas_id", "moodle_id", KEY)
    for student in students:
        keys = {(f, _same(f, value)) for f in fields if (value := getattr(student, f))}
        names = (student.student_name, student.sortable_name)
        for key in keys | {(NAME, s) for name in names for s in _spellings(name)}:
            index.setdefault(key, []).append(student)
    return index


def _match(claim: Claim, index: Index) -> tuple[int, Student | None, str]:
    """The rank of the claim that told (0 is the best), the student, and what there is to say."""
    shared = ""
    for rank, (field, value) in enumerate(_claimed(claim)):
        found = index.get((field, value), ())
        if field in (NAME, KEY):
            found = [student for student in found if not _contradicted(claim, student)]
        if len(found) == 1:
            return rank, found[0], "matched by name only" if field == NAME else ""
        if found:
            shared = " and ".join(student.student_key for student in found)
    if shared:
        return 0, None, f"left alone, as it could be {shared}"
    return 0, None, "none of the students in the records"


def _claimed(claim: Claim) -> Iterator[tuple[str, str]]:
    yield from ((field, _same(field, value)) for field, value in claim.ids)
    yield from ((KEY, value) for _, value in claim.ids)
    yield from ((NAME, spelling) for name in claim.names for spelling in _spellings(name))


def _contradicted(claim: Claim, student: Student) -> bool:
    """A namesake: the row has an id that differs from what is known about the student."""
    return any(
        known and _same(field, known) != _same(field, value)
        for field, value in claim.ids
        if (known := getattr(student, field))
    )


def _same(field: str, value: str) -> str:
    return value.casefold() if field in LENIENT else value


def _spellings(name: str) -> list[str]:
    """A name without regard to case and spaces, with the family name at the end."""
    plain = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    family, comma, given = plain.partition(",")
    if comma and "," not in given:
        plain = f"{given.strip()} {family.strip()}"
    return [plain] if plain.strip() else []
