"""Who handed in what, in a folder or a zip?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from grader.intake.archive import Budget, archive_files, expanded
from grader.intake.detect import AUTO, Reading, read_as
from grader.intake.files import File
from grader.intake.folder import UnusableInput, folder_files
from grader.intake.layouts.base import Piece
from grader.intake.layouts.times import zone_called
from grader.intake.paths import same

ZIP = ".zip"
MOST_NOTES = 100


@dataclass(frozen=True)
class Submission:
    """What one student handed in at one time.

    `external_id` is the student in the platform's words, as the column `id_column` of a roster has
    it; `attempt` counts from 1 in the order of time.  `late` is the platform's own mark, for those
    that do not say by how much.  `group` is the name of a group of which this is a member's copy.
    `ref` says where it lies: the path of its first file; no two submissions have the same.
    """

    student_key: str
    student_name: str
    external_id: str
    attempt: int
    submitted_at: datetime | None
    late_seconds: int | None
    files: tuple[File, ...]
    ref: str
    late: bool = False
    id_column: str = ""
    group: str = ""


@dataclass(frozen=True)
class Scan:
    """What is in a folder or a zip, to be looked at before anything is graded.

    `scores` are the shares of the files that each layout can explain.
    """

    layout: str
    submissions: tuple[Submission, ...]
    unmatched: tuple[str, ...]
    notes: tuple[str, ...]
    scores: tuple[tuple[str, float], ...] = ()


def scan(
    path: Path | str,
    layout: str = AUTO,
    pattern: str = "",
    zone: str = "UTC",
    budget: Budget | None = None,
) -> Scan:
    """The submissions below a folder or in a zip.  Raises UnusableInput.

    `layout` is a name, `auto`, or `pattern` with a regular expression for paths in `pattern`.
    `zone` is that of platforms whose times name none.
    """
    path, budget = Path(path), budget or Budget()
    if not path.exists():
        raise UnusableInput(f"{path} does not exist.")
    archive = not path.is_dir()
    root = path.stem if archive else path.resolve().name
    files, notes = archive_files(path, budget) if archive else folder_files(path)
    reading = read_as(layout, pattern, files, root, archive)
    opened = [_opened(one, budget) for one in _submissions(reading, zone_called(zone))]
    notes += [note for _, more in opened for note in more]
    guessed = [f"The times name no time zone and were taken as those of {zone}."]
    unmatched = tuple(file.name for file in reading.files if file.name not in reading.pieces)
    return Scan(
        reading.layout,
        tuple(submission for submission, _ in opened),
        unmatched,
        (*_few(notes), *reading.notes, *(guessed if _without_zone(reading) else [])),
        reading.scores,
    )


def _without_zone(reading: Reading) -> bool:
    moments = [piece.moment for pieces in reading.pieces.values() for piece in pieces]
    return any(moment and not moment.tzinfo for moment in moments)


def _few(notes: list[str]) -> list[str]:
    """The notes, without the flood that a strange archive can bring."""
    more = len(notes) - MOST_NOTES
    return [*notes[:MOST_NOTES], f"And {more:,} more of such notes."] if more > 0 else notes


def _submissions(reading: Reading, zone: tzinfo) -> Iterable[Submission]:
    """Files by student and time, each student's in the order of time."""
    found: dict[str, dict[datetime | None, list[tuple[Piece, File]]]] = {}
    for file in reading.files:
        for piece in reading.pieces.get(file.name, ()):
            times = found.setdefault(same(piece.student_key), {})
            times.setdefault(_utc(piece.moment, zone), []).append((piece, file))
    for key in sorted(found):
        first = datetime.min.replace(tzinfo=UTC)
        for count, moment in enumerate(sorted(found[key], key=lambda m: m or first), 1):
            yield _submission(found[key][moment], count, moment)


def _utc(moment: datetime | None, zone: tzinfo) -> datetime | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _submission(
    parts: Sequence[tuple[Piece, File]], count: int, moment: datetime | None
) -> Submission:
    piece, file = parts[0]
    return Submission(
        student_key=piece.student_key,
        student_name=piece.student_name,
        external_id=piece.external_id,
        attempt=piece.attempt or count,
        submitted_at=moment,
        late_seconds=None,
        files=tuple(replace(file, name=piece.file_name) for piece, file in parts),
        ref=f"{file.name} ({piece.student_key})" if piece.group else file.name,
        late=any(piece.late for piece, _ in parts),
        id_column=piece.id_column,
        group=piece.group,
    )


def _opened(submission: Submission, budget: Budget) -> tuple[Submission, list[str]]:
    """The submission with the files of zips in their place, one level deep, and notes on them."""
    files: list[File] = []
    notes: list[str] = []
    for file in submission.files:
        inner, more = expanded(file, budget) if file.suffix == ZIP else ([file], [])
        files += inner
        notes += more
    return replace(submission, files=tuple(files)), notes
