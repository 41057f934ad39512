"""How does a question look?  Its title, its text, and which inputs belong to it."""

from dataclasses import dataclass

from grader import catalog
from grader.catalog import Entry
from grader.core.exercise import Question
from grader.core.kinds import Array, Break, Formula, Multi, NamedThings, Numeric, Shape, Train
from grader.core.points import hint_share
from grader.web.conventions import conventions
from grader.web.grid import grid
from grader.web.illustrations import illustration
from grader.web.words import counted, sentence

_ASKED = {
    Numeric.kind: "a number",
    Array.kind: "an array",
    Shape.kind: "a shape",
    Formula.kind: "a formula",
    Multi.kind: "statements",
    NamedThings.kind: "names",
    Train.kind: "a training run",
    Break.kind: "an input",
}
_PLACEHOLDERS = {
    Numeric.kind: "0.25, 1/4 or ln 3",
    Array.kind: "[[…, …], […, …]] or one row to a line",
    Shape.kind: "300x3",
    Formula.kind: "such as 2*x + exp(-y)",
    NamedThings.kind: "separated by commas",
    Break.kind: '{"name": [[…, …], […, …]], …}',
}

_LINES = {Array.kind: 4, Break.kind: 6}


def statement(entry: Entry, question: Question) -> str:
    """Title, facts and text of a question as Markdown.

    The classes of the first element tell the page's script what is being shown.
    """
    exercise = entry.exercise
    facts = [counted(exercise.points), _ASKED.get(exercise.kind, "a function")]
    if exercise.optional:
        facts.append('<span class="optional">optional</span>')
    if exercise.slide:
        facts.append(f"slide “{sentence(exercise.slide)}”")
    round_ = f" practice-{question.practice}" if question.practice else ""
    return (
        f'<div class="posed exercise-{exercise.id}{round_} {_awaited(inputs(entry, question))}">'
        f'<h1><span class="code">{entry.code}</span> {sentence(exercise.title)}</h1>'
        f'<p class="facts">{" · ".join(facts)}</p>{_practice(question)}'
        f"{grid(exercise, question)}</div>\n\n"
        f"{question.text}\n\n{illustration(exercise.id, question.parameters)}\n\n"
        f"{_needs(exercise.needs)}{conventions(exercise.conventions)}"
    )


def _practice(question: Question) -> str:
    if not question.practice:
        return ""
    back = f'<a href="?exercise={question.exercise}">back to your own question</a>'
    return (
        f'<p class="practice">Practice round {question.practice}: nothing is recorded; {back}.</p>'
    )


def _needs(ids: tuple[str, ...]) -> str:
    known = [catalog.entry(id) for id in ids if id in catalog.ids()]
    links = ", ".join(
        f'<a href="?exercise={entry.exercise.id}">{entry.code} {sentence(entry.exercise.title)}</a>'
        for entry in known
    )
    return f'<p class="needs">Builds on {links}.</p>' if links else ""


@dataclass(frozen=True)
class Inputs:
    """Which inputs of the page a question uses."""

    labels: tuple[str, ...]
    statements: tuple[str, ...]
    program: bool
    placeholder: str
    lines: int


def inputs(entry: Entry, question: Question) -> Inputs:
    kind = entry.exercise.kind
    return Inputs(
        labels=question.fields,
        statements=question.options,
        program=bool(question.starter),
        placeholder=_PLACEHOLDERS.get(kind, ""),
        lines=_LINES.get(kind, 1),
    )


def _awaited(asked: Inputs) -> str:
    """Classes that say for how many inputs the page's script waits before it looks at them."""
    fields, ticks = len(asked.labels), len(asked.statements)
    return f"fields-{fields} ticks-{ticks} programs-{int(asked.program)}"


def hint_list(hints: tuple[str, ...], taken: int) -> str:
    """The hints that were asked for."""
    shown = "\n\n".join(f"**Hint {i}.** {hint}" for i, hint in enumerate(hints[:taken], 1))
    return f'<div class="hints">\n\n{shown}\n\n</div>' if shown else ""


def hint_button(hints: tuple[str, ...], taken: int) -> str:
    """What the button says: which hint comes next, and its price."""
    if taken >= len(hints):
        return "No more hints"
    return f"Hint {taken + 1} of {len(hints)} ({_price(taken)})"


def _price(taken: int) -> str:
    """What is lost by one more hint than are taken."""
    share = hint_share(taken + 1)
    if not share:
        return "free"
    in_all = " in all" if hint_share(taken) else ""
    return f"costs {share:.0%} of the points{in_all}".replace("%", "\N{NO-BREAK SPACE}%")
