"""What number, array or shape did a student enter?  `Unreadable` says what could not be read."""

import itertools
import math
import re
from collections.abc import Callable, Iterator
from numbers import Real
from typing import Any

import numpy as np

from grader.core.formula import Unreadable, evaluate_number

__all__ = ["Unreadable", "array", "number", "shape", "shown"]

CHARACTERS = 2000
LEVELS = 3
LARGEST_SIZE = 10**9

SPACES = " \t\u00a0\u2009\u202f"
GROUPED = re.compile(rf"[-+−]?[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?")
TWO_DECIMAL_SIGNS = re.compile(r"[0-9],[0-9]+[.,][0-9]|\.[0-9]+,[0-9]")
WHOLE = re.compile(r"[0-9]{1,12}(?:\.0*)?")
BETWEEN_SIZES = re.compile(r"\s*[x×X*,;]\s*|\s+by\s+|\s+")


def number(answer: Any) -> float:
    """One number: 0.25, 0,25, 2 547, 3/8, ln 3.  A comma is always a decimal point."""
    if isinstance(answer, str) and answer.strip():
        return _calculated(_with_point(answer))
    if isinstance(answer, bool) or not isinstance(answer, Real):
        raise Unreadable("Enter a number, such as 0.25 or 3/8.")
    try:
        return _finite(float(answer), str(answer))
    except OverflowError as error:
        raise Unreadable("This number is too large.") from error


def shown(answer: Any) -> str:
    """How `number` reads an answer, for the student to see before handing it in."""
    value = f"{number(answer):.10g}"
    comma = isinstance(answer, str) and "," in answer
    return f"{value} (the comma is read as a decimal point)" if comma else value


def array(answer: Any, shape: tuple[int, ...], form: str = "") -> np.ndarray:
    """An array of this shape, from nested lists or from text such as 1 2; 3 4.

    A single row or column may be given as a plain list, and the other way round.  `form` says
    what is expected, where the question says so too; without it the sentence does not tell.
    """
    entries, read = _entries(answer)
    given = _form(entries)
    if given is None:
        raise Unreadable(_sentences("The rows do not have the same number of entries.", form))
    if not _fits(given, shape):
        wrong = f"You gave {_described(given)}; this is not what the question asks for."
        raise Unreadable(_sentences(wrong, form, _comma_hint(answer)))
    return np.array([_read(leaf, path, read) for path, leaf in _leaves(entries)]).reshape(shape)


def shape(answer: Any) -> tuple[int, ...]:
    """The shape of an array: 7x4, (7, 4), 7 by 4, [7, 4]."""
    if isinstance(answer, str):
        answer = _sizes(answer)
    elif isinstance(answer, np.ndarray):
        answer = answer.tolist()
    return tuple(_size(item) for item in (answer if isinstance(answer, list | tuple) else [answer]))


# --- Numbers --------------------------------------------------------------------------------


def _with_point(text: str) -> str:
    """The text of a number without spaces between groups of digits, and with decimal points."""
    if GROUPED.fullmatch(text.strip()):
        text = re.sub(rf"[{SPACES}]", "", text)
    if TWO_DECIMAL_SIGNS.search(text):
        raise Unreadable(
            "This question asks for one number with one decimal sign; leave out what groups the "
            "digits."
        )
    text = re.sub(r",(?=[0-9])", ".", text)
    if "," in text:
        raise Unreadable("This question asks for one number; leave out the comma.")
    return text


def _calculated(text: str) -> float:
    return _finite(evaluate_number(text), text)


def _finite(value: float, text: str) -> float:
    if not math.isfinite(value):
        raise Unreadable(f"'{text.strip()[:40]}' is not a finite number.")
    return value


# --- Arrays ---------------------------------------------------------------------------------


def _entries(answer: Any) -> tuple[Any, Callable[[Any], float]]:
    """The entries as nested lists, and how each of them is read."""
    if isinstance(answer, str) and answer.strip():
        return _nested(_unwrapped(answer), (";\n", ",", SPACES), LEVELS), _calculated
    if isinstance(answer, list | tuple | np.ndarray | Real):
        return _listed(answer, LEVELS), number
    raise Unreadable("Enter the numbers, separated by commas.")


def _unwrapped(answer: str) -> str:
    """The text without `dW =` and `np.array(…)` around it."""
    if len(answer) > CHARACTERS:
        raise Unreadable(f"This is longer than {CHARACTERS} characters.")
    text = answer.rpartition("=")[2].strip()
    if _depths(text)[-1:] != [0]:
        raise Unreadable("Some brackets are not closed, or not opened.")
    array = re.fullmatch(r"(?:(?:np|numpy)\.)?array\s*\((.*)\)", text, re.DOTALL)
    return array[1] if array else text


def _listed(value: Any, levels: int) -> Any:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list | tuple):
        return value
    if not levels:
        raise Unreadable("The lists are nested too deeply.")
    return [_listed(item, levels - 1) for item in value]


def _nested(text: str, separators: tuple[str, ...], levels: int) -> Any:
    """Text as nested lists of texts, split by the first of the separators that occur in it."""
    text = _trimmed(text)
    inner = _inside(text)
    if inner is not None:
        if not levels:
            raise Unreadable("The brackets are nested too deeply.")
        # As numpy prints arrays, a line may end within a row.
        inside = _nested(inner.replace("\n", " "), (";", ",", SPACES), levels - 1)
        one = not isinstance(inside, list) or _inside(_trimmed(inner)) is not None
        return [inside] if one else inside
    for separator in separators:
        parts = _split(text, separator)
        if len(parts) > 1:
            # Spaces separate within a row, but not within an entry between commas: 1 / 2, 3.
            rest = separators[1:] if ";" in separator else ()
            return [_nested(part, rest, levels) for part in parts]
    return text


def _trimmed(text: str) -> str:
    return text.strip().rstrip(",").rstrip()


def _inside(text: str) -> str | None:
    """What stands between the brackets around a list; None if there are none."""
    if not text or text[0] + text[-1] not in ("[]", "()") or 0 in _depths(text)[:-1]:
        return None
    inner = text[1:-1]
    # Round brackets may belong to a calculation: (1 + 2) is a number, (1, 2) is a list.
    return inner if text[0] == "[" or len(_split(inner, ",;\n")) > 1 else None


def _split(text: str, separators: str) -> list[str]:
    """The parts of a text between separators outside all brackets; empty ones between commas."""
    depths = _depths(text)
    cuts = [i for i, sign in enumerate(text) if sign in separators and not depths[i]]
    parts = [text[a + 1 : b] for a, b in itertools.pairwise([-1, *cuts, len(text)])]
    return parts if "," in separators else [part for part in parts if part.strip()]


def _depths(text: str) -> list[int]:
    """How many brackets are open after each character."""
    return list(itertools.accumulate((c in "([") - (c in ")]") for c in text))


def _form(entries: Any) -> tuple[int, ...] | None:
    """The shape of nested lists; None if their rows differ."""
    if not isinstance(entries, list):
        return ()
    forms = {_form(item) for item in entries}
    if len(forms) > 1 or None in forms:
        return None
    return (len(entries), *(forms.pop() or () if forms else ()))


def _fits(given: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """The same shape, or a plain list for a single row or column, or these for a plain list."""
    long = [[size for size in sizes if size != 1] for sizes in (given, shape)]
    return given == shape or (long[0] == long[1] and min(len(given), len(shape)) <= 1)


def _leaves(entries: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    if not isinstance(entries, list):
        yield path, entries
        return
    for i, item in enumerate(entries, 1):
        yield from _leaves(item, (*path, i))


def _read(leaf: Any, path: tuple[int, ...], read: Callable[[Any], float]) -> float:
    row = f"row {path[0]}, " if len(path) > 1 else ""
    where = f"In {row}entry {path[-1]}: " if path else ""
    if leaf is None or (isinstance(leaf, str) and leaf.strip() in ("", "…")):
        raise Unreadable(f"{where}a number is missing.")
    try:
        return read(leaf)
    except Unreadable as error:
        raise Unreadable(f"{where}{error}") from error


def _described(form: tuple[int, ...]) -> str:
    if len(form) > 2:
        return "lists of lists of lists"
    rows, columns = (1, 1, *form)[-2:]
    numbers = f"{columns} number{'s' if columns != 1 else ''}"
    return f"{rows} row{'s' if rows != 1 else ''} of {numbers}" if len(form) > 1 else numbers


def _comma_hint(answer: Any) -> str:
    comma = isinstance(answer, str) and re.search("[0-9],[0-9]", answer)
    return "A comma separates numbers here; write decimals with a point." if comma else ""


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))


# --- Shapes ---------------------------------------------------------------------------------


def _sizes(text: str) -> list[str]:
    if len(text) > CHARACTERS:
        raise Unreadable(f"This is longer than {CHARACTERS} characters.")
    text = text.rpartition("=")[2].strip()
    if text in ("()", "[]"):
        return []
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1].strip()
    return BETWEEN_SIZES.split(re.sub(r"\s*,$", "", text))


def _size(item: Any) -> int:
    size = float(item) if isinstance(item, str) and WHOLE.fullmatch(item) else item
    real = size if isinstance(size, int | float) and not isinstance(size, bool) else -1
    if 0 <= real <= LARGEST_SIZE and real == int(real):
        return int(real)
    given = f" '{item[:20]}' is not one." if isinstance(item, str) and item else ""
    raise Unreadable(f"Give the sizes as whole numbers, such as 7x4.{given}")
