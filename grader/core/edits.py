"""What does a function become when a mistake is made in it?  Edits turn into code only here."""

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.core.blocks import Blocks
from grader.core.exercise import Edit, Mistake


class EditError(ValueError):
    """An edit does not apply exactly once, or what it makes is not Python."""


@functools.cache
def source_of(function: Callable[..., Any]) -> str:
    return inspect.getsource(function)


@functools.lru_cache(maxsize=4096)
def edited(function: Callable[..., Any], edits: tuple[Edit, ...]) -> Callable[..., Any]:
    """The function with its source text changed by `edits`, one after the other.

    An edit may use `np` even where the module of the reference does not.
    Raises EditError if an old text does not occur exactly once, or the result does not compile.
    """
    source = edited_source(source_of(function), edits)
    scope = _scope(function)
    try:
        exec(compile(source, f"<{function.__name__} with a mistake>", "exec"), scope)
    except SyntaxError as error:
        raise EditError(f"after {list(edits)} the source is not Python: {error.msg}") from error
    return scope[function.__name__]


def _scope(function: Callable[..., Any]) -> dict[str, Any]:
    return {"np": np, **function.__globals__}


def edited_source(source: str, edits: Sequence[Edit]) -> str:
    for old, new in edits:
        count = source.count(old)
        if count != 1:
            raise EditError(f"{old!r} occurs {count} times; it must occur exactly once")
        source = source.replace(old, new)
    return source


def composed(function: Callable[..., Any], mistakes: Sequence[Mistake]) -> Callable[..., Any]:
    """The function with several mistakes made together.  Raises EditError if they collide.

    Those that only put lines below others go first, while these are still as they were.
    """
    return edited(function, _together(mistakes))


def sketched(function: Callable[..., Any], mistakes: Sequence[Mistake]) -> Callable[..., Any]:
    """The same, made to be called a few times: nothing is compiled that was compiled before.

    Where a name is used before it has a value, it may find one of the module.
    """
    edits = _together(mistakes)
    quick = _blocks(function).function(edited_source(source_of(function), edits))
    return quick or edited(function, edits)


@functools.cache
def _blocks(function: Callable[..., Any]) -> Blocks:
    return Blocks.of(source_of(function), _scope(function))


def _together(mistakes: Sequence[Mistake]) -> tuple[Edit, ...]:
    ordered = sorted(mistakes, key=_changes_a_line)
    return tuple(edit for m in ordered for edit in m.edits)


def _changes_a_line(mistake: Mistake) -> bool:
    return not all(new.startswith(f"{old}\n") for old, new in mistake.edits)
