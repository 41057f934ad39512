"""Do a student's formula and code of one gradient agree, and if not, which of them is right?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core.compare import MISSHAPEN, Tolerance, aligned, compared
from grader.core.reading import Unreadable
from grader.core.run import CallResult, Returned
from grader.core.sheet import sheet_of, value_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code
    from grader.core.kinds.formula import Formula

# Loose, so that a float32 or a numerical derivative is not taken for another formula.
ALIKE = Tolerance(1e-3, 1e-9)

LETTERS = "abcdefgh"
FORMULA_WRONG = "your code is right there, so look at the formula again."
CODE_WRONG = "the formula is right, so look for what the code does differently."
BOTH_WRONG = "and neither is right."


def whole(output: Any, *_: Any) -> Any:
    return output


@dataclass(frozen=True, eq=False, kw_only=True)
class Link:
    """A formula of another exercise that says what an output of a function must be.

    `formula` is the module of that exercise, `field` the place of the formula in it.  `symbols`
    gives, from the arguments of a call, what the symbols stand for in it; None where the formula
    says nothing of the call.  `quantity` makes of the output, followed by the arguments, what the
    formula gives; `about` names that for the student.  Symbols are numbers or arrays of its shape.
    """

    formula: ModuleType
    field: int = 0
    output: str
    symbols: Callable[..., Mapping[str, Any] | None]
    quantity: Callable[..., Any] = whole
    about: str = ""

    @property
    def id(self) -> str:
        return self.formula.__name__.rpartition(".")[2]

    @property
    def exercise(self) -> "Formula":
        return self.formula.exercise

    @property
    def where(self) -> str:
        letter = f"({LETTERS[self.field]}) " if len(self.exercise.fields) > 1 else ""
        return f"your formula {letter}in “{self.exercise.title}”"


@dataclass(frozen=True)
class Spot:
    """A call of which a formula speaks: its place on the sheet, the symbols, what is right."""

    call: int
    args: tuple[Any, ...]
    symbols: Mapping[str, Any]
    output: Any
    right: np.ndarray


def spots(exercise: "Code", link: Link) -> Iterator[Spot]:
    """The calls of an exercise at which a link compares."""
    sheet = sheet_of(exercise)
    for i in sheet.probes:
        args = sheet.calls[i].args
        symbols = link.symbols(*args)
        if symbols is not None:
            output = _output(exercise, link, value_of(sheet.expected[i]))
            yield Spot(i, args, symbols, output, _quantity(link, output, args))


def sentence(
    exercise: "Code", formulas: Mapping[str, Any], results: Mapping[int, CallResult]
) -> str:
    """How what a function returned fits the student's formulas; empty if there is nothing to say.

    `formulas` are answers by exercise, `results` the results of calls by their place on the sheet.
    """
    linked = (link for link in exercise.links if link.id in formulas)
    said = (_sentence(exercise, link, formulas[link.id], results) for link in linked)
    return next(filter(None, said), "")


def places(exercise: "Code", formulas: Mapping[str, Any]) -> list[int]:
    """The calls that it takes to say something of these formulas."""
    linked = [link for link in exercise.links if link.id in formulas]
    return sorted({spot.call for link in linked for spot in spots(exercise, link)})


def _sentence(exercise: "Code", link: Link, answer: Any, results: Mapping[int, CallResult]) -> str:
    try:
        tree = link.exercise.read(link.exercise.question("", {}), answer)[link.field]
    except Unreadable:
        return ""
    code, formula, right = [], [], []
    for spot in spots(exercise, link):
        result = results.get(spot.call)
        if not isinstance(result, Returned):
            continue
        output = aligned(spot.output, _output(exercise, link, result.value))
        if output is MISSHAPEN:
            return ""
        code.append(_quantity(link, output, spot.args))
        formula.append(spread(tree.evaluate(spot.symbols), spot))
        right.append(spot.right)
    formula_right = link.exercise.fields[link.field].accepts(tree)
    return _verdict(link, alike(formula, code), alike(right, code), formula_right) if code else ""


def _verdict(link: Link, agree: bool, code_right: bool, formula_right: bool) -> str:
    about = link.about or link.output
    if agree and (code_right or formula_right):
        return ""
    if agree:
        return f"In {about} your code does what {link.where} says; look at the formula first."
    which = FORMULA_WRONG if code_right else CODE_WRONG if formula_right else BOTH_WRONG
    mark = ":" if code_right or formula_right else ","
    return f"In {about} your code and {link.where} disagree with each other{mark} {which}"


def spread(values: Any, spot: Spot) -> np.ndarray:
    """What a formula gives at a spot; a number stands for every entry."""
    array = np.asarray(values, float)
    return array if array.ndim else np.full(spot.right.shape, array)


def alike(these: Sequence[np.ndarray], those: Sequence[np.ndarray]) -> bool:
    """Whether the numbers are the same at every spot, up to rounding."""
    pairs = zip(these, those, strict=True)
    return all(compared("", one, other, ALIKE).values is None for one, other in pairs)


def _output(exercise: "Code", link: Link, value: Any) -> Any:
    names = exercise.returns
    if len(names) == 1:
        return value
    fits = isinstance(value, tuple | list) and len(value) == len(names)
    return value[names.index(link.output)] if fits else None


def _quantity(link: Link, output: Any, args: tuple[Any, ...]) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(link.quantity(np.asarray(output, float), *args), float)
