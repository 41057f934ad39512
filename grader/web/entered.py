"""What did a student enter?  Raw values from a browser, checked, in the form each kind reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.core.exercise import Question

FIELDS = 3  # text fields on the page
STATEMENTS = 12  # statements on the page
LONGEST_TEXT = 10_000
LONGEST_PROGRAM = 200_000


class TooLong(Exception):
    """Something entered is longer than the page takes; the text says so."""


@dataclass(frozen=True)
class Entered:
    """The values of all inputs of the page; a question uses those that belong to its kind."""

    typed: tuple[str, ...] = ()
    ticked: tuple[bool, ...] = ()
    program: str = ""

    @classmethod
    def from_browser(cls, typed: Sequence[Any], ticked: Sequence[Any], program: Any) -> "Entered":
        """Whatever a browser sent: what has the wrong type counts as empty.  Raises TooLong."""
        return cls(
            tuple(_text(value, LONGEST_TEXT) for value in typed),
            tuple(value is True for value in ticked),
            _text(program, LONGEST_PROGRAM),
        )

    def answer(self, question: Question) -> Any:
        """The answer to this question; None if nothing was entered."""
        if question.options:
            pairs = zip(question.letters, self.ticked, strict=False)
            return [letter for letter, on in pairs if on] or None
        if question.starter:
            return self.program if self.program.strip() else None
        used = self.typed[: len(question.fields)]
        if not any(text.strip() for text in used):
            return None
        return list(used) if len(question.fields) > 1 else used[0]


def _text(value: Any, longest: int) -> str:
    text = value if isinstance(value, str) else ""
    if len(text) > longest:
        raise TooLong(
            f"That is longer than {longest:,} characters, so it was not graded and did not count. "
            "Make it shorter, then check."
        )
    return text


def nothing_yet(question: Question) -> str:
    """What to say when nothing was entered."""
    if question.options:
        return "Tick the statements that are true, then check."
    if question.starter:
        return "Write the function, then check."
    return "Type your answer, then check."


def given_before(question: Question, answer: Any) -> Entered:
    """A recorded answer as the values of the inputs, to go on from there."""
    if question.options:
        letters = answer if isinstance(answer, list) else []
        return Entered(ticked=tuple(letter in letters for letter in question.letters))
    if question.starter:
        return Entered(program=answer if isinstance(answer, str) else "")
    texts = answer if isinstance(answer, list) else [answer]
    return Entered(typed=tuple(text if isinstance(text, str) else "" for text in texts))
