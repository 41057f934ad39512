"""Which platform laid these files out?  The one that explains most of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.intake.files import File
from grader.intake.folder import UnusableInput
from grader.intake.layouts import LAYOUTS, PLAIN, PLATFORMS, Layout
from grader.intake.layouts.base import Pieces, outer_folder
from grader.intake.layouts.pattern import PATTERN, pattern_layout

AUTO = "auto"
ENOUGH = 0.5


@dataclass(frozen=True)
class Reading:
    """The files as a layout reads them."""

    layout: str
    files: Sequence[File]
    pieces: Pieces
    notes: tuple[str, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()

    @property
    def score(self) -> float:
        return len(self.pieces) / len(self.files) if self.files else 0.0


def read_as(layout: str, pattern: str, files: Sequence[File], root: str, archive: bool) -> Reading:
    """The files in the layout of this name, or in the one that fits best."""
    if layout == PATTERN:
        return _read(pattern_layout(pattern), files, root)
    if layout == PLAIN.name:
        return _plain(files, root, archive)
    if layout in LAYOUTS:
        return _best_of(LAYOUTS[layout], files, root)
    if layout != AUTO:
        known = ", ".join([AUTO, *LAYOUTS, PATTERN])
        raise UnusableInput(f"There is no layout {layout!r}; there are {known}.")
    readings = [_best_of(platform, files, root) for platform in PLATFORMS]
    scores = tuple((reading.layout, round(reading.score, 4)) for reading in readings)
    best = max(readings, key=lambda reading: reading.score)
    if best.score < ENOUGH:
        doubt = (f"{len(best.pieces)} of {len(files)} files look like those of {best.layout}, too "
                 "few to take all for such.",) if best.pieces else ()  # fmt: skip
        best = _plain(files, root, archive)
        best = replace(best, notes=(*best.notes, *doubt))
    return replace(best, scores=scores)


def _best_of(layout: Layout, files: Sequence[File], root: str) -> Reading:
    """The better reading of the files as they are and without a folder around them all."""
    readings = [_read(layout, *view) for view in _views(files, root)]
    return max(readings, key=lambda reading: reading.score)


def _views(files: Sequence[File], root: str) -> Iterator[tuple[Sequence[File], str]]:
    yield files, root
    outer = outer_folder(files)
    if outer:
        yield _without(outer, files), outer[:-1]


def _without(outer: str, files: Sequence[File]) -> list[File]:
    return [replace(file, name=file.name.removeprefix(outer)) for file in files]


def _read(layout: Layout, files: Sequence[File], root: str) -> Reading:
    return Reading(layout.name, files, layout.pieces(files, root))


def _plain(files: Sequence[File], root: str, archive: bool) -> Reading:
    """The plain layout.  A folder around all students is recognised in zips only.

    Zip tools put it there; it holds nothing but at least two folders.
    """
    outer = outer_folder(files) if archive else ""
    inner = _without(outer, files)
    folders = {file.name.partition("/")[0] for file in inner if "/" in file.name}
    if outer and len(folders) > 1 and all("/" in file.name for file in inner):
        note = f"The folder {outer[:-1]} around all others was not taken for a student."
        return replace(_read(PLAIN, inner, outer[:-1]), notes=(note,))
    doubt = (f"All files lie in the folder {outer[:-1]}, which was taken for one student; if it is "
             "the class, zip what is in it.",) if outer and len(files) > 1 else ()  # fmt: skip
    return replace(_read(PLAIN, files, root), notes=doubt)
