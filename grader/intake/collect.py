"""Which answers are in the files of one student?"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.intake.answer import LITERAL, Answer, Asked
from grader.intake.files import File
from grader.intake.functions import function_answers
from grader.intake.opened import Sheet, contents
from grader.intake.problem import Problem
from grader.intake.program import Program

_NOTHING = (
    "No answers were found in what you handed in ({names}). Hand in .py or .ipynb files with the "
    "functions asked for, or answers.json."
)

_TWICE = "{id} is answered in {one} and in {other}; the answer in {other} counts."
MOST_WRONG = 20  # of one file, so that a flood of problems buries none


@dataclass(frozen=True)
class Collected:
    """Answers in the order of the exercises, and what the student should know about the files."""

    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]


def collect(
    files: Iterable[File], exercise_ids: Iterable[str], function_ids: Collection[str]
) -> Collected:
    """The answers in one student's files; nothing of them is run.

    `function_ids` are those of the exercises that are answered by a function of that name.
    """
    asked = Asked(tuple(exercise_ids), frozenset(function_ids))
    handed_in = sorted(files, key=lambda file: file.name)
    found: list[Sheet | Program | Answer | Problem] = list(contents(handed_in, asked))
    found += literal_answers([item for item in found if isinstance(item, Sheet)], asked)
    found += function_answers([item for item in found if isinstance(item, Program)], asked)
    problems = tuple(dict.fromkeys(item for item in found if isinstance(item, Problem)))
    answers = {item.exercise: item for item in found if isinstance(item, Answer)}
    if not answers and not problems:
        names = ", ".join(file.name for file in handed_in[:5]) or "no files"
        problems = (Problem(_NOTHING.format(names=names)),)
    return Collected(tuple(answers[id] for id in asked.ids if id in answers), problems)


def literal_answers(sheets: Sequence[Sheet], asked: Asked) -> Iterator[Answer | Problem]:
    """The entries of `answers`; where two files differ, the last by name counts."""
    answers: dict[str, Answer] = {}
    for sheet in sheets:
        wrong = [entry for entry in sheet.entries if not _is_asked(entry.key, asked)]
        for entry in wrong[:MOST_WRONG]:
            yield Problem(_wrong_key(entry.key, asked), sheet.name, entry.line, entry.cell)
        for entry in (entry for entry in sheet.entries if _is_asked(entry.key, asked)):
            before = answers.get(entry.key)
            if before and before.file != sheet.name and before.content != entry.value:
                yield Problem(_TWICE.format(id=entry.key, one=before.file, other=sheet.name))
            answers[entry.key] = Answer(entry.key, entry.value, LITERAL, sheet.name)
    yield from answers.values()


def _is_asked(key: str, asked: Asked) -> bool:
    return key in asked.ids and key not in asked.functions


def _wrong_key(key: str, asked: Asked) -> str:
    """What is wrong with the key of an answer that is not asked for."""
    if key in asked.functions:
        return f"{key} is answered by a function of that name, not by an entry of `answers`."
    return f"`answers` has an entry {key[:60]!r}, but no exercise has this id.{asked.near(key)}"
