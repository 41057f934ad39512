"""What does one file, given by its name, answer?"""

from collections.abc import Iterable
from typing import Any

from grader.core.exercise import Exercise
from grader.intake.answer import Asked
from grader.intake.collect import collect
from grader.intake.files import UnreadableFile, in_memory
from grader.intake.opened import JSON, PROGRAMS, contents
from grader.intake.problem import Problem
from grader.intake.read import read_program
from grader.intake.text import decoded

FUNCTION_KINDS = {"function", "train"}


def answer_from(exercise: Exercise, name: str, data: bytes) -> Any:
    """The answer to this exercise: a program, an entry of `answers`, or the text of the file.

    Raises UnreadableFile if the file holds none.  A program comes back even without the function
    asked for: the grader says best what is missing.
    """
    file = in_memory(name, data)
    if file.suffix not in (*PROGRAMS, JSON):
        return _text(data)
    wanted = frozenset([exercise.id] if exercise.kind in FUNCTION_KINDS else [])
    found = collect([file], [exercise.id], wanted)
    if found.answers:
        return found.answers[0].content
    if wanted and file.suffix in PROGRAMS:
        return program_text(name, data)
    asked = Asked((exercise.id,), wanted)
    reasons = [str(item) for item in contents([file], asked) if isinstance(item, Problem)]
    raise UnreadableFile(" ".join([f"{name} holds no answer to {exercise.id}.", *reasons]))


def answers_beside(exercises: Iterable[Exercise], name: str, data: bytes) -> dict[str, Any]:
    """The answers to these exercises that the file of another answer holds as well."""
    file, asked = in_memory(name, data), {one.id: one.kind for one in exercises}
    functions = [id for id, kind in asked.items() if kind in FUNCTION_KINDS]
    return {one.exercise: one.content for one in collect([file], asked, functions).answers}


def program_text(name: str, data: bytes) -> str:
    """The program in a .py or .ipynb file.  Raises UnreadableFile if there is none."""
    program = read_program(name, data)
    if not program.source.strip():
        reasons = " ".join(str(problem) for problem in program.problems)
        raise UnreadableFile(reasons or f"There is no program in {name}.")
    return program.source


def _text(data: bytes) -> str:
    text, _ = decoded(data)
    if "\0" in text:
        raise UnreadableFile("This is neither a program nor a text file.")
    return text.strip()
