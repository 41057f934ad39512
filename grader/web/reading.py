"""How was an entry understood?  Shown under a field while it is being typed."""

from typing import Any

import numpy as np

from grader.core.exercise import Exercise, Question
from grader.core.formula import FormulaError, Unreadable, parse
from grader.core.inputs import Input, numbers
from grader.core.kinds import Array, Break, Formula, NamedThings, Numeric, Shape
from grader.web.words import literal, mixed

LONGEST = 1_000


def reading(exercise: Exercise, question: Question, position: int, text: Any) -> str:
    """What one field was read as, typeset, or what was not understood; empty for nothing."""
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        return ""
    try:
        return _understood(exercise, question, position, text)
    except FormulaError as error:
        return _trouble(str(error), question, text, error.position)
    except Unreadable as error:
        return _trouble(str(error), question)


def _understood(exercise: Exercise, question: Question, position: int, text: str) -> str:
    if isinstance(exercise, Formula):
        return f"$= {parse(text, tuple(exercise.fields[position].domain)).latex()}$"
    if isinstance(exercise, Shape):
        rows, columns = exercise.read(question, text)
        return f"${int(rows)} \\times {int(columns)}$"
    if isinstance(exercise, Array):
        return f"$= {matrix(exercise.read(question, text))}$"
    if isinstance(exercise, Numeric):
        return f"$= {number(float(exercise.read(question, text)))}$"
    if isinstance(exercise, NamedThings):
        return literal(" · ".join(exercise.read(question, text)))
    if isinstance(exercise, Break):
        return given(exercise.read(question, text))
    return ""


def given(values: Input) -> str:
    """An input in LaTeX, argument by argument, and how many numbers it has."""
    parts = [
        rf"\text{{{name}}} = {matrix(value) if np.ndim(value) else number(value)}"
        for name, value in values.items()
    ]
    shown = r", \quad ".join(parts)
    return f"${shown}$ ({numbers(values)} numbers)"


def number(value: float) -> str:
    """A number in LaTeX, to ten digits."""
    digits, _, power = format(value, ".10g").partition("e")
    return f"{digits} \\cdot 10^{{{int(power)}}}" if power else digits


def matrix(values: np.ndarray) -> str:
    """A vector or a matrix in LaTeX."""
    rows = np.atleast_2d(values)
    lines = r" \\ ".join(" & ".join(number(float(x)) for x in row) for row in rows)
    return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"


def _trouble(sentence: str, question: Question, text: str = "", position: int = 0) -> str:
    """The sentence, and for a formula the text with the place where reading stopped."""
    shown = f'<span class="trouble">{mixed(sentence, question.fields)}</span>'
    if not 0 <= position < len(text):
        return shown
    before, at, after = text[:position], text[position], text[position + 1 :]
    marked = f"{literal(before)}<mark>{literal(at)}</mark>{literal(after)}"
    return f'{shown}<span class="typed">{marked}</span>'
