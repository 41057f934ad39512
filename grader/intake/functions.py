"""Which functions that are asked for do a student's programs define?"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from grader.intake.answer import SOURCE, Answer, Asked
from grader.intake.files import without_version
from grader.intake.joined import joined
from grader.intake.problem import Place, Problem
from grader.intake.program import Program

MOST_NAMES = 200  # looked at for near misses


def function_answers(programs: Sequence[Program], asked: Asked) -> Iterator[Answer | Problem]:
    """An answer for each function asked for; problems where there is a choice, or a near miss."""
    answered: list[Answer] = []
    for id in (id for id in asked.ids if id in asked.functions):
        for found in _answer(id, programs):
            yield found
            if isinstance(found, Answer):
                answered.append(found)
    yield from _near_misses(programs, answered, asked)


def _answer(id: str, programs: Sequence[Program]) -> Iterator[Answer | Problem]:
    defining = [program for program in programs if id in program.functions]
    if not defining:
        yield from _in_broken_cell(id, programs)
        return
    # Of equals the last by name counts: it is the later version.
    ranks = [(p.valid, stem(p) == id, i) for i, p in enumerate(defining)]
    chosen = defining[max(ranks)[2]]
    for other in defining:
        if other.source != chosen.source:
            yield Problem(
                f"{id} is defined in {other.name} and in {chosen.name}; the one in {chosen.name} "
                "counts."
            )
    modules = {stem(program): program for program in (*programs, chosen)}
    whole = joined(chosen, modules)
    yield from whole.problems
    yield Answer(id, whole.source, SOURCE, chosen.name, whole.places)


def _in_broken_cell(id: str, programs: Sequence[Program]) -> Iterator[Answer]:
    """A function whose cell is not valid Python: handed on, so that the grader says the same."""
    for program in reversed(programs):
        for name, cell in program.broken:
            if name == id:
                lines = range(1, cell.text.count("\n") + 2)
                places = [Place(program.name, line, cell.number) for line in lines]
                source = f"{program.source}{cell.text}\n"
                yield Answer(id, source, SOURCE, program.name, (*program.places, *places))
                return


def _near_misses(
    programs: Sequence[Program], answered: Sequence[Answer], asked: Asked
) -> Iterator[Problem]:
    """Names that look like that of a function without an answer, and files without use."""
    missing = asked.functions - {answer.exercise for answer in answered}
    used = {place.file for answer in answered for place in answer.places if place}
    used |= {answer.file for answer in answered}
    for program in programs:
        hints = [
            f"No exercise asks for a function {name}.{hint}"
            for name in program.functions[:MOST_NAMES]
            if name not in asked.ids and (hint := asked.near(name, missing, cutoff=0.85))
        ]
        yield from (Problem(hint, program.name) for hint in hints)
        useful = asked.functions & set(program.functions) or program.entries
        if program.valid and program.name not in used and not hints and not useful:
            yield Problem(_useless(program, asked), program.name)


def _useless(program: Program, asked: Asked) -> str:
    """What was found in a file that answers nothing."""
    found = program.functions[:5]
    more = ", …" if len(program.functions) > len(found) else ""
    what = f"It defines {', '.join(found)}{more}." if found else "It defines no function."
    hint = max((asked.near(name, asked.functions) for name in found), default="")
    return f"No exercise asks for anything in this file. {what}{hint}"


def stem(program: Program) -> str:
    """The name of a file as an import would give it."""
    return without_version(PurePosixPath(program.name).stem)
