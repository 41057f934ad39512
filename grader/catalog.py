"""Which exercise has this id?  One of the edges: it lists and loads the content."""

import dataclasses
import difflib
import functools
import hashlib
import importlib
import inspect
import pkgutil
from dataclasses import dataclass

import exercises
from exercises import UNITS, Unit
from grader.core.exercise import Exercise
from grader.core.kinds import Code


class NoSuchExercise(KeyError):
    """No exercise has this id; the text names the nearest one."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Entry:
    """An exercise with its place: unit A, number 3 is A3."""

    unit: Unit
    number: int
    exercise: Exercise

    @property
    def code(self) -> str:
        return f"{self.unit.letter}{self.number}"


def ids() -> tuple[str, ...]:
    """All ids in lecture order; loads nothing."""
    return tuple(id for unit in UNITS for id in unit.exercises)


@functools.cache
def entry(id: str) -> Entry:
    """The exercise with this id and its place.  Raises NoSuchExercise."""
    for unit in UNITS:
        if id in unit.exercises:
            module = importlib.import_module(f"exercises.{unit.package}.{id}")
            exercise = dataclasses.replace(module.exercise, id=id)
            return Entry(unit, unit.exercises.index(id) + 1, exercise)
    near = difflib.get_close_matches(id, ids(), n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else " `list` shows all ids."
    raise NoSuchExercise(f"There is no exercise {id!r}.{hint}")


def exercise(id: str) -> Exercise:
    return entry(id).exercise


@functools.cache
def linked(id: str) -> tuple[str, ...]:
    """The exercises whose answers must agree with those to this one: formulas with functions."""
    asked = exercise(id)
    if isinstance(asked, Code):
        return tuple(dict.fromkeys(link.id for link in asked.links))
    if asked.kind != "formula":
        return ()
    functions = [one.exercise for one in entries() if isinstance(one.exercise, Code)]
    return tuple(one.id for one in functions if id in [link.id for link in one.links])


@functools.cache
def content_version(id: str) -> str:
    """What an exercise's text amounts to: it changes when the module or shared material does."""
    module = importlib.import_module(f"exercises.{entry(id).unit.package}.{id}")
    sources = [inspect.getsource(importlib.import_module(name)) for name in _shared()]
    return hashlib.sha256("\0".join([inspect.getsource(module), *sources]).encode()).hexdigest()[
        :12
    ]


@functools.cache
def _shared() -> tuple[str, ...]:
    """The modules that several exercises use: all that lie in no unit."""
    units = {f"exercises.{unit.package}" for unit in UNITS}
    found = [m.name for m in pkgutil.walk_packages(exercises.__path__, "exercises.")]
    return tuple(n for n in found if n not in units and n.rpartition(".")[0] not in units)


def entries() -> tuple[Entry, ...]:
    """Every exercise in lecture order."""
    return tuple(entry(id) for id in ids())


def orphans() -> list[str]:
    """Modules of the content that the table of contents does not list, as sentences."""
    listed = {f"{unit.package}.{id}" for unit in UNITS for id in unit.exercises}
    found = []
    for unit in UNITS:
        package = importlib.import_module(f"exercises.{unit.package}")
        for module in pkgutil.iter_modules(package.__path__):
            if f"{unit.package}.{module.name}" not in listed:
                found.append(f"exercises/{unit.package}/{module.name}.py is in no unit's list")
    return found
