"""What does an exception mean in the terms of the lecture?  Sizes become N, D, H, K."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grader.core.diagnosis.sizes import sizes
from grader.core.run import Raised

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

NUMBER = re.compile(r"\d+")
SHAPE = re.compile(r"\(\s*\d+\s*(?:,\s*\d*\s*)*\)|(?<=size )\d+|(?<=from )\d+")

END = re.compile(r"(?<=[.!?])\s(?![KMGTPE]iB)")  # "745. GiB" is no end
GUFUNC = re.compile(r",? with gufunc signature \S+")

CAUSES: tuple[tuple[str, str], ...] = (
    (
        r"matmul|dot: |not aligned|shapes .* mismatch",
        "The inner sizes of a matrix product do not agree: is a transpose missing, or are the two "
        "arrays in the wrong order?",
    ),
    (
        r"non-broadcastable output operand",
        "An array is added to one of another shape in place: did you sum over the wrong axis, or "
        "without keepdims?",
    ),
    (
        r"could not be broadcast together",
        "Two arrays of shapes that do not fit meet element by element: check the axis of a sum and "
        "its keepdims, or whether a matrix product was meant.",
    ),
    (
        r"index -?\d+ is out of bounds",
        "An index is too large: labels run from 0 to K − 1, rows from 0 to N − 1.",
    ),
    (
        r"arrays used as indices must be of integer",
        "Labels are used as indices, so they must stay integers.",
    ),
    (
        r"only integer scalar arrays|only integers, slices|invalid index",
        "Something that is not an integer is used as an index.",
    ),
    (
        r"Cannot cast ufunc|same_kind",
        "An array of integers cannot take a fraction in place: make a float copy first.",
    ),
    (
        r"unsupported operand type.*NoneType|'NoneType' object",
        "A value is None: does one of your functions forget its return?",
    ),
    (r"EOFError", "Nobody can type here: all that it needs comes as arguments; take out input()."),
    (
        r"MemoryError",
        "An array is far larger than the question needs: check the shapes that it is made of.",
    ),
    (r"name 'np' is not defined", "Put `import numpy as np` at the top."),
    (
        r"name '\w+' is not defined|before assignment|not associated with a value",
        "A name is used before it has a value: check the spelling and the order of the lines.",
    ),
    (
        r"positional argument|unexpected keyword",
        "The function is called with other arguments than it takes: keep the signature as given.",
    ),
    (r"has no attribute", "Check the spelling of the method, and that the value is an array."),
    (r"truth value of an array", "An array stands where one yes or no is needed."),
    (r"not enough values to unpack|too many values to unpack", "The number of results is another."),
)


def cause(raised: Raised) -> str:
    """The likely cause of an error, as a sentence; empty if none is known."""
    text = f"{raised.type}: {raised.message}"
    return next((words for pattern, words in CAUSES if re.search(pattern, text)), "")


def explained(exercise: "Code", args: Sequence[Any], raised: Raised) -> str:
    """The error with sizes named, and its likely cause.

    A ValueError that passed no line of the student's is our driver's, and says what to return.
    """
    if exercise.driver and raised.type == "ValueError" and raised.line is None:
        return f"{raised.message[:1].upper()}{raised.message[1:]}."
    return told(raised, with_names(GUFUNC.sub("", raised.message), sizes(exercise, args)))


def told(raised: Raised, message: str) -> str:
    """An error in two sentences: the first of its message, and its likely cause."""
    first = END.split(message.strip(), maxsplit=1)[0]
    head = f"{raised.type}: {first}".rstrip(".: ")
    return f"{head}. {cause(raised)}".strip()


def with_names(message: str, known: Mapping[str, int]) -> str:
    """The shapes of a message with letters: (7,4) becomes (N=7,D=4) where the sizes differ."""
    letters: dict[int, list[str]] = {}
    for letter, size in known.items():
        letters.setdefault(size, []).append(letter)
    names = {size: found[0] for size, found in letters.items() if len(found) == 1 and size > 1}

    def renamed(number: re.Match[str]) -> str:
        size = int(number.group())
        return f"{names[size]}={size}" if size in names else number.group()

    return SHAPE.sub(lambda shape: NUMBER.sub(renamed, shape.group()), message)
