"""Which value is written out here?  Literals and JSON become plain data; nothing is evaluated."""

import ast
import math
from typing import Any

from grader.intake.text import storable

DEEPEST = 20
LARGEST_NUMBER = 10**300

_WRITE = "write numbers, text in quotes, and lists of these."


class NotLiteral(ValueError):
    """A value is not written out; the text says what it is instead."""


def literal(node: ast.expr, depth: int = 0) -> Any:
    """The value that is written out: numbers, text, lists, dicts; tuples and sets become lists.

    A calculation with numbers, such as 1/3, is handed on as text.  Raises NotLiteral.
    """
    if depth > DEEPEST:
        raise NotLiteral("is nested too deeply.")
    match node:
        case ast.Constant(value=value):
            return _constant(value)
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return [literal(item, depth + 1) for item in items]
        case ast.Dict(keys=keys, values=values):
            return {_key(key): literal(v, depth + 1) for key, v in zip(keys, values, strict=True)}
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return _constant(-value)
        case ast.UnaryOp(op=ast.UAdd(), operand=ast.Constant(value=int() | float() as value)):
            return _constant(value)
        case ast.UnaryOp() | ast.BinOp() if _calculates(node):
            return ast.unparse(node)
    raise NotLiteral(f"is not written out as a value: {_WRITE}")


def _key(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return storable(node.value)
    raise NotLiteral("has a key that is not text in quotes.")


def _calculates(node: ast.AST) -> bool:
    """Whether a short expression has nothing but numbers and + - * / ** in it."""
    parts = list(ast.walk(node))
    allowed = (ast.UnaryOp, ast.BinOp, ast.Constant, ast.unaryop, ast.operator)
    numbers = [part.value for part in parts if isinstance(part, ast.Constant)]
    return (
        len(parts) <= 50
        and all(isinstance(part, allowed) for part in parts)
        and all(isinstance(n, int | float) and abs(n) < LARGEST_NUMBER for n in numbers)
    )


def _constant(value: Any) -> Any:
    """A constant as JSON knows it.  Raises NotLiteral."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int) and abs(value) >= LARGEST_NUMBER:
        raise NotLiteral("is too large a number.")
    if isinstance(value, float) and not math.isfinite(value):
        raise NotLiteral("is not a finite number.")
    if value is None or isinstance(value, bool | int | float):
        return value
    raise NotLiteral(f"is not a number, a text or a list: {_WRITE}")


def plain(value: Any, depth: int = 0) -> Any:
    """A value out of JSON, fit to be stored.  Raises NotLiteral."""
    if depth > DEEPEST:
        raise NotLiteral("is nested too deeply.")
    if isinstance(value, list):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {storable(key): plain(item, depth + 1) for key, item in value.items()}
    return _constant(value)
