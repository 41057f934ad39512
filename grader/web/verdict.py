"""What does a student get to see after an answer?  A result as markup for a Markdown box."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grader.core.exercise import Question
from grader.core.phrases import items, praise
from grader.core.result import FAILED, GRADED, NOT_JUDGED, Check, Result, Stop
from grader.web import graph, pictures, wrong
from grader.web.words import amount, block, counted, literal, mixed, sentence, sign

SIGNS = {"right": "✓", "partly": "◐", "wrong": "✗", "stopped": "!", "ours": "?"}


def verdict(question: Question, result: Result, notes: Iterable[str] = ()) -> str:
    """The card below an answer; `notes` are sentences of ours that stand at its end."""
    tone, title = _headline(result)
    parts = [
        f'<p class="headline"><span class="sign">{SIGNS[tone]}</span>'
        f"<strong>{title}</strong>{_score(result)}</p>",
        _feedback(question, result),
        _place(result.stop),
        _statements(question, result),
        wrong.entries(result.extra),
        _checks(question, result),
        wrong.smallest(result.extra),
        _printed(result.output),
        *(f'<p class="note">{sentence(note)}</p>' for note in notes if note),
    ]
    card = f'<div class="verdict {tone}">{"".join(parts)}</div>'
    mistakes = [mistake.id for mistake in result.diagnosis.mistakes]
    drawn = graph.marked(question.exercise, mistakes), wrong.maps(result.extra)
    return "\n\n".join(filter(None, [card, *drawn, pictures.of(result.extra)]))


def compared(result: Result, before: Mapping[str, Any]) -> str:
    """What got better since the attempt before, whose result is a stored JSON object."""
    gained = result.points - before["points"]
    failed = {check["name"] for check in before["checks"] if not check["passed"]}
    several = result.checks if len(result.checks) > 1 else ()
    mended = [check.name for check in several if check.passed and check.name in failed]
    if gained > 0:
        now = f": {praise(mended)[:-1]} now" if mended else ""
        return f"{counted(gained)} more than before{now}."
    if gained < 0:
        return f"{counted(-gained)} less than before; your best attempt counts."
    return ""


def sorry(text: str) -> str:
    """A card for something that is nobody's answer: nothing typed, or we are in trouble."""
    return (
        '<div class="verdict ours"><p class="headline"><span class="sign">?</span>'
        f"<strong>{sentence(text)}</strong></p></div>"
    )


def _headline(result: Result) -> tuple[str, str]:
    if result.status == NOT_JUDGED:
        return "ours", "This could not be graded. That is our fault; it costs you nothing."
    if result.status == FAILED:
        return "stopped", "Your program stopped"
    if result.status != GRADED:
        return "stopped", "This could not be read"
    if result.right:
        return "right", "Right"
    return ("partly", "Partly right") if result.points else ("wrong", "Not right yet")


def _score(result: Result) -> str:
    if result.status == NOT_JUDGED:
        return ""
    return f'<span class="score">{amount(result.points)} of {counted(result.max_points)}</span>'


def _feedback(question: Question, result: Result) -> str:
    if question.options and result.status == GRADED:
        return ""
    shown = mixed(result.feedback, _ours(question, result))
    return f'<p class="feedback">{shown}</p>' if shown else ""


def _ours(question: Question, result: Result) -> Iterator[str]:
    """The pieces of a feedback that we or an author wrote and that may hold mathematics."""
    yield praise(result.diagnosis.right)
    yield from question.fields
    yield from (mistake.feedback for mistake in result.diagnosis.mistakes)
    yield from items(result.diagnosis)


def _place(stop: Stop | None) -> str:
    if stop is None or stop.line is None:
        return ""
    return (
        f'<div class="place line-{int(stop.line)}"><span>line {int(stop.line)}</span>'
        f"{block(stop.text.strip())}</div>"
    )


def _statements(question: Question, result: Result) -> str:
    """For statements: what each ought to have been, and why."""
    if not question.options or result.status != GRADED:
        return ""
    wrong = {mistake.feedback for mistake in result.diagnosis.mistakes}
    extra: dict[str, Any] = result.extra
    rows = zip(question.letters, extra["true"], extra["explanations"], strict=True)
    lines = "".join(_statement(letter, true, why, why in wrong) for letter, true, why in rows)
    return f'<ul class="checks">{lines}</ul>'


def _statement(letter: str, true: bool, why: str, wrong: bool) -> str:
    tone = "fail" if wrong else "pass"
    said = "true" if true else "not true"
    return (
        f'<li class="{tone}">{_sign(not wrong)}<span class="name">{letter} is {said}.</span> '
        f'<span class="why">{sentence(why)}</span></li>'
    )


def _checks(question: Question, result: Result) -> str:
    """Points for each line of the rubric, where there is more than one."""
    if len(result.checks) < 2:
        return ""
    shown = sorted(result.checks, key=lambda check: (not check.max_points, not check.passed))
    said = result.feedback
    lines = []
    for check in shown:
        lines.append(_check(check, "" if check.message in said else check.message))
        said += check.message
    return f'<ul class="checks">{"".join(lines)}</ul>'


def _check(check: Check, message: str) -> str:
    tone = "pass" if check.passed else "fail"
    of = f"/{amount(check.max_points)}" if check.max_points else ""
    why = f'<span class="why">{literal(message)}</span>' if message else ""
    return (
        f'<li class="{tone}">{_sign(check.passed)}<span class="name">{sentence(check.name)}</span>'
        f'<span class="points">{amount(check.points)}{of}</span>{why}</li>'
    )


def _sign(passed: bool) -> str:
    return sign("✓", "right") if passed else sign("✗", "not right")


def _printed(output: str) -> str:
    if not output.strip():
        return ""
    return (
        '<details class="printed" open><summary>Your program printed</summary>'
        f"{block(output)}</details>"
    )
