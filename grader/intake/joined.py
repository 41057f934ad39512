"""How does a program that imports another handed-in file become one program?

The other file's definitions come first, and the import becomes assignments on its own line:
`from helpers import relu as r` turns into `r = relu`.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.intake.imports import NEVER_LOCAL, local_imports, without_imports
from grader.intake.listing import Listing, first_line, text_of
from grader.intake.names import Known, bound, functions
from grader.intake.parsing import NotPython, parsed
from grader.intake.problem import Place, Problem
from grader.intake.program import Program
from grader.intake.taken import taken


@dataclass(frozen=True)
class Joined:
    """One source; `places` is empty where the source is the file itself, line by line."""

    source: str
    places: tuple[Place | None, ...] = ()
    problems: tuple[Problem, ...] = ()


def joined(program: Program, handed_in: Mapping[str, Program]) -> Joined:
    """The program with what it imports from the files handed in, found by their names."""
    modules = {stem: other for stem, other in handed_in.items() if stem not in NEVER_LOCAL}
    if all(other is program for other in modules.values()):
        return Joined(program.source, program.places)
    try:
        order = _needed(program, modules)
        if order:
            return _Joiner(modules).joined(program, order)
    except (NotPython, RecursionError):
        pass  # The grader will run into the same line, and say so.
    return Joined(program.source, program.places)


def _needed(program: Program, modules: Mapping[str, Program]) -> list[str]:
    """The modules that a program needs, those they need themselves first."""
    order: list[str] = []
    seen = {program.name}

    def visit(one: Program) -> None:
        for _, stem in local_imports(parsed(one.source), modules):
            if modules[stem].name not in seen:
                seen.add(modules[stem].name)
                visit(modules[stem])
                order.append(stem)

    visit(program)
    return order


class _Joiner:
    def __init__(self, modules: Mapping[str, Program]) -> None:
        self._modules = modules
        self._listing = Listing()
        self._known = Known()

    def joined(self, program: Program, order: Sequence[str]) -> Joined:
        for stem in order:
            self._define(self._modules[stem])
        self._listing.heading(program.name)
        source = without_imports(program.source, self._modules, self._namespace)
        for number, line in enumerate(source.removesuffix("\n").split("\n"), 1):
            self._listing.put(line, _place(program, number))
        hidden = self._known.functions & functions(parsed(source).body)
        problems = (Problem(_HIDDEN.format(name=name), program.name) for name in sorted(hidden))
        return Joined(self._listing.source, tuple(self._listing.places), tuple(problems))

    def _define(self, program: Program) -> None:
        """The definitions of an imported file."""
        self._listing.heading(f"from {program.name}")
        source = without_imports(program.source, self._modules, self._namespace)
        lines = source.split("\n")
        for statement in parsed(source).body:
            kept = taken(statement, self._known)
            if kept:
                code = text_of(lines, statement) if kept is statement else ast.unparse(kept)
                for number, line in enumerate(code.split("\n"), first_line(statement)):
                    self._listing.put(line, _place(program, number))

    def _namespace(self, stem: str) -> str:
        """An expression for a module: its names as attributes."""
        names = bound(parsed(self._modules[stem].source).body) & self._known.own
        members = ", ".join(f"{name!r}: staticmethod({name})" for name in sorted(names))
        return f"type({stem!r}, (), {{{members}}})"


_HIDDEN = "{name} is defined here and in a file that this one imports; this one counts."


def _place(program: Program, line: int) -> Place | None:
    return program.places[line - 1] if program.places else Place(program.name, line)
