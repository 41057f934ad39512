"""What is said of an answer in sentences?  The mistakes, the line of an error, what got better."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from grader.core.exercise import Question
from grader.core.kinds.program import in_words
from grader.core.phrases import items, listed, praise
from grader.core.result import GRADED, Result, Stop
from grader.web.words import block, counted, mixed, sentence


def feedback(question: Question, result: Result) -> str:
    """The feedback, with one line for each mistake where it names several."""
    if question.options and result.status == GRADED:
        return ""
    text = _without_place(result)
    named = _named(result, text)
    before, _, after = text.partition(" ".join(named)) if named else (text, "", "")
    lines = "".join(f"<li>{sentence(mistake)}</li>" for mistake in named)
    ours = list(_ours(question, result))
    shown = [
        f'<p class="feedback">{mixed(piece.strip(), ours)}</p>' if piece.strip() else ""
        for piece in (before, after)
    ]
    return (f'<ul class="mistakes">{lines}</ul>' if named else "").join(shown)


def _named(result: Result, text: str) -> tuple[str, ...]:
    """The sentences of the mistakes, if the feedback holds several; it may leave out the last."""
    every = items(result.diagnosis)
    counts = range(len(every), 1, -1)
    return next((every[:n] for n in counts if " ".join(every[:n]) in text), ())


def _without_place(result: Result) -> str:
    """The feedback without the line of the program, which stands in a box of its own."""
    if result.stop is None or result.feedback != in_words(result.stop):
        return result.feedback
    return in_words(replace(result.stop, line=None, text=""))


def _ours(question: Question, result: Result) -> Iterator[str]:
    """The pieces of a feedback that we or an author wrote and that may hold mathematics."""
    yield praise(result.diagnosis.right)
    yield from question.fields
    yield from (mistake.feedback for mistake in result.diagnosis.mistakes)
    yield from items(result.diagnosis)


def place(stop: Stop | None) -> str:
    if stop is None or stop.line is None:
        return ""
    return (
        f'<div class="place line-{int(stop.line)}"><span>line {int(stop.line)}</span>'
        f"{block(stop.text.strip())}</div>"
    )


def compared(result: Result, before: Mapping[str, Any]) -> str:
    """What got better since the attempt before, whose result is a stored JSON object."""
    gained = result.points - before["points"]
    failed = {check["name"]: not check["passed"] for check in before["checks"]}
    several = result.checks if len(result.checks) > 1 else ()
    mended = [check.name for check in several if check.passed and failed.get(check.name)]
    broken = [check.name for check in several if not check.passed and not failed.get(check.name)]
    now = f": {praise(mended)[:-1]} now" if mended else ""
    if gained > 0:
        return f"{counted(gained)} more than before{now}."
    if gained < 0:
        return f"{counted(-gained)} less than before{now}; your best attempt counts."
    if mended:
        return f"As many points as before{now}, but no longer {listed(broken)}."
    return ""
