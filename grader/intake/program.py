"""What does a file of Python hand in?  The program, its functions, its literal answers."""

import re
from dataclasses import dataclass

from grader.intake.cells import Cell
from grader.intake.files import MIB, UnreadableFile, size_in_words
from grader.intake.literals import Entry
from grader.intake.problem import Place, Problem

LARGEST_PROGRAM = MIB

_DEF = re.compile(r"^(?:async[ \t]+)?def[ \t]+([^\W\d]\w*)", re.MULTILINE)


@dataclass(frozen=True)
class Program:
    """A file of Python as it will run.

    `places` says for each line of the source where it comes from; empty if the source is the
    file, line by line.  `broken` are the functions of cells that are not valid Python, each with
    its cell: they are no part of the source.  A file that is not `valid` cannot run as a whole.
    """

    name: str
    source: str
    functions: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[Place | None, ...] = ()
    broken: tuple[tuple[str, Cell], ...] = ()
    valid: bool = True

    @property
    def answers(self) -> dict[str, object]:
        """The `answers` literal; a later entry replaces an earlier one."""
        return {entry.key: entry.value for entry in self.entries}


def check_size(size: int, most: int = LARGEST_PROGRAM) -> None:
    """Raises UnreadableFile for a program that nobody wrote by hand."""
    if size > most:
        raise UnreadableFile(f"The program is larger than {size_in_words(most)}; hand in less.")


def defined_in(text: str) -> list[str]:
    """The functions that a text means to define, valid Python or not."""
    return list(dict.fromkeys(_DEF.findall(text)))
