"""Which answers stand in a file as literals?  They are read off the tree or the JSON, never run."""

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.intake.files import UnreadableFile
from grader.intake.problem import Problem
from grader.intake.text import decoded, storable
from grader.intake.values import NotLiteral, literal, plain

NAME = "answers"
_NOT_A_DICT = "`answers` must be written out as {...}, with ids of exercises in quotes."


@dataclass(frozen=True)
class Entry:
    """An answer, under the key that the student gave it."""

    key: str
    value: Any
    line: int | None = None
    cell: int | None = None


Found = Iterator[Entry | Problem]


def entries(tree: ast.Module) -> Found:
    """The entries of `answers = {...}` at top level, of `answers["id"] = ...` and of updates."""
    for statement in tree.body:
        for key, value in _pairs(statement):
            line = value.lineno
            if key is None:
                yield Problem(_NOT_A_DICT, line=line)
            elif not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                yield Problem("A key of `answers` must be an id in quotes.", line=line)
            else:
                yield _entry(key.value, value)


def _entry(key: str, value: ast.expr) -> Entry | Problem:
    try:
        return Entry(storable(key.strip()), literal(value), value.lineno)
    except NotLiteral as error:
        return Problem(f"The answer {storable(key)[:60]!r} {error}", line=value.lineno)


Pairs = Iterator[tuple[ast.expr | None, ast.expr]]


def _pairs(statement: ast.stmt) -> Pairs:
    """Keys and values that a statement gives to `answers`; no key where it is no dict."""
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id="answers")], value=ast.expr() as value)
            | ast.AnnAssign(target=ast.Name(id="answers"), value=ast.expr() as value)
            | ast.AugAssign(target=ast.Name(id="answers"), op=ast.BitOr(), value=value)
            | ast.Expr(
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id="answers"), attr="update"), args=[value]
                )
            )
        ):
            yield from _of_dict(value)
        case ast.Assign(
            targets=[ast.Subscript(value=ast.Name(id="answers"), slice=key)], value=value
        ):
            yield key, value


def _of_dict(value: ast.expr) -> Pairs:
    match value:
        case ast.Dict(keys=keys, values=values):
            yield from zip(keys, values, strict=True)
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
            for keyword in keywords:
                yield ast.Constant(keyword.arg), keyword.value
        case _:
            yield None, value


def json_entries(data: bytes) -> list[Entry | Problem]:
    """The entries of an answers.json.  Raises UnreadableFile if it is no object."""
    try:
        content = json.loads(decoded(data)[0])
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            "This is not valid JSON; check quotes, commas and brackets."
        ) from error
    if not isinstance(content, dict):
        raise UnreadableFile('It must be one object, such as {"id": "m*r + r"}.')
    return [_json_entry(key, value) for key, value in content.items()]


def _json_entry(key: str, value: Any) -> Entry | Problem:
    key = storable(key.strip())
    try:
        return Entry(key, plain(value))
    except NotLiteral as error:
        return Problem(f"The answer {key[:60]!r} {error}")
