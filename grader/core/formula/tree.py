"""What is a formula once it is read: how is it evaluated, written, typeset?"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from grader.core.formula.letters import GREEK, key_of


@dataclass(frozen=True)
class Number:
    """A number as it was typed."""

    text: str


@dataclass(frozen=True)
class Constant:
    """pi or e."""

    name: str


@dataclass(frozen=True)
class Symbol:
    """One of the symbols of the question."""

    name: str


@dataclass(frozen=True)
class Negative:
    """A minus sign before an operand."""

    operand: "Node"


@dataclass(frozen=True)
class Call:
    """A function of one argument."""

    function: str
    argument: "Node"


@dataclass(frozen=True)
class Binary:
    """Two operands and the operator between them."""

    operator: str
    left: "Node"
    right: "Node"


Node = Number | Constant | Symbol | Negative | Call | Binary

CONSTANTS = {"pi": math.pi, "e": math.e}
FUNCTIONS = {
    "exp": np.exp,
    "ln": np.log,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "sigmoid": lambda x: 1.0 / (1.0 + np.exp(-x)),
}
ALIASES = {**{name: name for name in FUNCTIONS}, "log": "ln", "sigma": "sigmoid"}
OPERATIONS = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": np.power,
}
BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
SIGNED, ATOM = 3, 5


@dataclass(frozen=True)
class Formula:
    """A formula as it was understood."""

    tree: Node

    @property
    def symbols(self) -> frozenset[str]:
        """The symbols that occur in it."""
        return frozenset(_symbols(self.tree))

    def evaluate(self, values: Mapping[str, float | np.ndarray]) -> np.ndarray:
        """Its values in float64; what is not defined or too large is nan or inf."""
        given = {name: np.asarray(values[name], np.float64) for name in self.symbols}
        with np.errstate(all="ignore"):
            return np.asarray(_value(self.tree, given))

    def text(self) -> str:
        """How it was read, with every * written out; parsing it gives the same formula."""
        return _text(self.tree)

    def latex(self) -> str:
        """How it was read, typeset; made from known names and numbers only."""
        return _latex(self.tree)


def _symbols(node: Node) -> Iterator[str]:
    match node:
        case Symbol(name):
            yield name
        case Negative(inner) | Call(_, inner):
            yield from _symbols(inner)
        case Binary(_, left, right):
            yield from _symbols(left)
            yield from _symbols(right)


def _value(node: Node, given: Mapping[str, np.ndarray]) -> np.ndarray:
    match node:
        case Number(text):
            return np.asarray(float(text))
        case Constant(name):
            return np.asarray(CONSTANTS[name])
        case Symbol(name):
            return given[name]
        case Negative(operand):
            return -_value(operand, given)
        case Call(function, argument):
            return FUNCTIONS[function](_value(argument, given))
        case Binary(operator, left, right):
            return OPERATIONS[operator](_value(left, given), _value(right, given))


def _level(node: Node) -> int:
    match node:
        case Negative():
            return SIGNED
        case Binary(operator):
            return BINDING[operator]
    return ATOM


def _text(node: Node) -> str:
    match node:
        case Number(text):
            return text
        case Constant(name) | Symbol(name):
            return name
        case Call(function, argument):
            return f"{function}({_text(argument)})"
        case Negative(operand):
            return f"-{_part(operand, BINDING['**'])}"
        case Binary("**", base, exponent):
            return f"{_part(base, ATOM)}**{_part(exponent, BINDING['**'])}"
        case Binary(operator, left, right):
            sign = f" {operator} " if operator in "+-" else operator
            return f"{_part(left, BINDING[operator])}{sign}{_part(right, _right(operator, right))}"


def _right(operator: str, operand: Node) -> int:
    """How strongly a right operand must bind to go without brackets; one with a sign never does."""
    return ATOM + 1 if _signed(operand) else BINDING[operator] + 1


def _signed(node: Node) -> bool:
    match node:
        case Negative():
            return True
        case Binary("+" | "-" | "*" | "/", left, _):
            return _signed(left)
    return False


def _part(node: Node, least: int) -> str:
    return f"({_text(node)})" if _level(node) < least else _text(node)


TYPESET = {
    "exp": r"\exp",
    "ln": r"\ln",
    "tanh": r"\tanh",
    "sigmoid": r"\operatorname{sigmoid}",
}
SIGNS = {"*": r" \cdot ", "+": " + ", "-": " - "}


def _latex(node: Node) -> str:
    match node:
        case Number(text):
            return rf"\mathtt{{{text.replace('-', '{-}')}}}" if "e" in text.lower() else text
        case Constant(name) | Symbol(name):
            return _typeset(name)
        case Call("sqrt", argument):
            return rf"\sqrt{{{_latex(argument)}}}"
        case Call(function, argument):
            return rf"{TYPESET[function]}\left({_latex(argument)}\right)"
        case Negative(operand):
            return f"-{_box(operand, BINDING['**'])}"
        case Binary("/", above, below):
            return rf"\frac{{{_latex(above)}}}{{{_latex(below)}}}"
        case Binary("**", base, exponent):
            return f"{_box(base, ATOM)}^{{{_latex(exponent)}}}"
        case Binary(operator, left, right):
            before, after = _box(left, BINDING[operator]), _box(right, _right(operator, right))
            return f"{before}{SIGNS[operator]}{after}"


def _box(node: Node, least: int) -> str:
    match node:
        case Call() | Binary("/"):
            fits = least < ATOM
        case _:
            fits = _level(node) >= least
    return _latex(node) if fits else rf"\left({_latex(node)}\right)"


def _typeset(name: str) -> str:
    parts = re.fullmatch(r"([a-z]+?)([0-9]*)", key_of(name), re.IGNORECASE)
    if not parts:
        return rf"\mathrm{{{key_of(name)}}}"
    letters, digits = parts.groups()
    if letters in GREEK.values():
        letters = f"\\{letters}"
    elif len(letters) > 1:
        letters = rf"\mathrm{{{letters}}}"
    return letters + (f"_{{{digits}}}" if digits else "")
