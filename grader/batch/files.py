"""Which files does a graded class leave behind?  Scores, gradebook, pages for each student."""

import hashlib
import os
import tempfile
from pathlib import Path

from grader import catalog
from grader.batch.drive import Report
from grader.batch.feedback import page
from grader.batch.html import html_page
from grader.gradebook import ExerciseRow, long_csv, scores, wide_csv
from grader.intake.paths import UNSAFE
from grader.records import Records

LONGEST = 150
PART = ".chainrule-part-"


def exercise_rows() -> list[ExerciseRow]:
    """The exercises as a gradebook needs them, in lecture order."""
    return [ExerciseRow(e.exercise.id, e.exercise.title, e.exercise.points)
            for e in catalog.entries()]  # fmt: skip


def write_class(report: Report, records: Records, out: Path) -> None:
    """Write scores.csv, gradebook.csv and feedback/<student>.md and .html below `out`."""
    _clear(out)
    mine = set(report.students)
    people = [student for student in records.students() if student.student_key in mine]
    attempts = list(report.attempts(records))
    handed_in = {attempt.exercise for attempt in attempts}
    rows = [row for row in exercise_rows() if row.id in handed_in]
    found = scores(attempts, people, rows)
    write(out / "scores.csv", long_csv(found))
    write(out / "gradebook.csv", wide_csv(found, people, rows))
    titles = {row.id: row.title for row in rows}
    for student in people:
        key = student.student_key
        counting = [one for one in found if one.student.student_key == key and one.attempt]
        results = [(titles[s.exercise.id], s.attempt.result) for s in counting if s.attempt]
        name, problems = student.student_name or key, report.problems.get(key, [])
        place = out / "feedback" / file_name(key)
        write(place.with_name(f"{place.name}.md"), page(name, results, problems))
        write(place.with_name(f"{place.name}.html"), html_page(name, results, problems))


def _clear(out: Path) -> None:
    """Take away what a run that was killed had half written."""
    for part in [*out.glob(f"{PART}*"), *(out / "feedback").glob(f"{PART}*")]:
        part.unlink(missing_ok=True)


def file_name(key: str) -> str:
    """A student's key as the name of a file; keys that no file can bear get a mark of their own."""
    safe = UNSAFE.sub("_", key).strip(". ")
    if safe == key and len(key.encode("utf-8", "surrogatepass")) <= LONGEST:
        return key
    mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    short = safe.encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore")
    return f"{short}-{mark}"


def write(path: Path, text: str) -> None:
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: under another name first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
