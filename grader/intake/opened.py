"""What do the files of one student hold?  Programs, and sheets of literal answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.intake.answer import Asked
from grader.intake.files import File, UnreadableFile, without_version
from grader.intake.literals import NAME, Entry, json_entries
from grader.intake.problem import Problem
from grader.intake.program import LARGEST_PROGRAM, Program
from grader.intake.read import read_program

PROGRAMS = (".py", ".ipynb")
JSON = ".json"
ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
MOST_FILES = 50
MOST_BYTES = 20 << 20

_NOT_OPENED = "This archive is not opened; hand in the files themselves, or one plain zip of them."


@dataclass(frozen=True)
class Sheet:
    """The literal answers of a file."""

    name: str
    entries: tuple[Entry, ...]


Content = Program | Sheet | Problem


def contents(files: Sequence[File], asked: Asked) -> Iterator[Content]:
    """What is in the files, and the problems with them, file by file."""
    for file in _affordable(files):
        if isinstance(file, Problem):
            yield file
            continue
        try:
            yield from _content(file, asked)
        except UnreadableFile as error:
            yield Problem(str(error), file.name)


def _affordable(files: Sequence[File]) -> Iterator[File | Problem]:
    """The files worth reading, up to a sensible number and size."""
    count = size = 0
    for file in files:
        if file.fault or file.suffix in ARCHIVES:
            yield Problem(file.fault or _NOT_OPENED, file.name)
        if file.fault or file.suffix not in (*PROGRAMS, JSON):
            continue
        count, size = count + 1, size + file.size
        if count > MOST_FILES or size > MOST_BYTES:
            yield Problem(
                f"You handed in so much that {file.name} and what follows it was not read; hand "
                "in only your programs and answers."
            )
            return
        yield file


def _content(file: File, asked: Asked) -> Iterator[Content]:
    if file.suffix == JSON:
        yield from _json(file, asked)
        return
    program = read_program(file.name, file.read())
    yield program
    yield Sheet(file.name, program.entries)
    yield from program.problems


def _json(file: File, asked: Asked) -> Iterator[Content]:
    """The answers in a .json file; one that has nothing to do with exercises is passed over."""
    meant = without_version(file.stem).lower().startswith(NAME)
    try:
        read = json_entries(file.read(LARGEST_PROGRAM))
    except UnreadableFile:
        if meant:
            raise
        return
    found = tuple(item for item in read if isinstance(item, Entry))
    if meant or any(entry.key in asked.ids for entry in found):
        yield Sheet(file.name, found)
        yield from (Problem(item.message, file.name) for item in read if isinstance(item, Problem))
