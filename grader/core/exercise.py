"""What is an exercise, a question, a case, a mistake?  The words that everything else speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.core.result import Judgement
from grader.core.run import Run

Edit = tuple[str, str]
Parameters = Mapping[str, Any]


@dataclass(frozen=True, init=False)
class Mistake:
    """A usual slip: edits of the reference (old text, new text) and what the student gets to read.

    All edits belong to the one slip; each old text must occur exactly once in the reference.
    `chosen` is a number in the new texts in whose place a student may have put another one.
    A `rare` one is named only where nothing shorter explains all but how an overflow ends.
    `sign` is for training only, where the returned numbers cannot be predicted: it recognises the
    slip from what the grader measured.
    """

    id: str
    feedback: str
    edits: tuple[Edit, ...]
    chosen: str | None
    rare: bool
    sign: Callable[[Mapping[str, float]], bool] | None

    def __init__(
        self,
        id: str,
        feedback: str,
        *edits: Edit,
        chosen: str | None = None,
        rare: bool = False,
        sign: Callable[[Mapping[str, float]], bool] | None = None,
    ) -> None:
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "feedback", feedback)
        object.__setattr__(self, "edits", edits)
        object.__setattr__(self, "chosen", chosen)
        object.__setattr__(self, "rare", rare)
        object.__setattr__(self, "sign", sign)

    def with_number(self, text: str) -> "Mistake":
        """The same mistake with this number in the place of the chosen one, chosen no more."""
        if self.chosen is None:
            return self
        edits = ((old, new.replace(self.chosen, text)) for old, new in self.edits)
        return Mistake(self.id, self.feedback, *edits, rare=self.rare, sign=self.sign)


@dataclass(frozen=True)
class Case:
    """One point at which a function is compared with the reference.

    `args` are the arguments of the call.  With a `view`, the function is also called with each
    tuple of `more`, and `view(*results)` is compared instead of the results: a sum of rows, a
    difference of two calls.  `lines` names the lines of the rubric that the case touches; a case
    that names none touches every line that no case names.
    """

    name: str
    args: tuple[Any, ...]
    weight: float = 1.0
    lines: tuple[str, ...] = ()
    view: Callable[..., Any] | None = None
    more: tuple[tuple[Any, ...], ...] = ()
    rtol: float | None = None


@dataclass(frozen=True)
class Part:
    """A line of the rubric.

    `outputs` names the results that it looks at (default: the one of its own name, else all).
    A `form` line is about manners (inputs unchanged, other types and memory layouts, shapes that
    broadcasting hides): it counts only for a function that has some values right.
    """

    name: str
    points: float
    outputs: tuple[str, ...] = ()
    form: bool = False


@dataclass(frozen=True)
class Question:
    """An exercise as one student sees it: the text and everything that was drawn for them.

    `parameters` are plain data (numbers, strings, lists), fit to be stored beside an attempt.
    `options` are the statements of a multiple choice in the order shown, `letters` their letters.
    `fields` are the labels of what is to be entered.
    """

    exercise: str
    student: str
    parameters: Parameters
    text: str
    options: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    starter: str = ""
    practice: int = 0

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(self.options)])


@dataclass(frozen=True, eq=False, kw_only=True)
class Exercise:
    """What all kinds share.  A kind adds how to draw, to read and to judge.

    `id` is filled in by the table of contents: the name of the module.
    """

    title: str
    prompt: str
    hints: tuple[str, ...]
    slide: str = ""
    conventions: str = ""
    optional: bool = False
    needs: tuple[str, ...] = ()
    id: str = field(default="")

    kind = ""

    @property
    def points(self) -> float:
        raise NotImplementedError

    def draw(self, seed: int) -> Parameters:
        """What is drawn for the student whose seed this is; nothing, unless the kind says so."""
        return {}

    def question(self, student: str, parameters: Parameters) -> Question:
        raise NotImplementedError

    def read(self, question: Question, answer: Any) -> Any:
        """The answer in the form that `judge` takes.  Raises Unreadable with a sentence."""
        raise NotImplementedError

    def judge(self, question: Question, reading: Any, run: Run) -> Judgement:
        raise NotImplementedError
