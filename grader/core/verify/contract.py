"""What does an exercise promise, and which promises does it break?"""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.core.exercise import Exercise
from grader.core.kinds import Break, Code, Formula, Multi, NamedThings, Train
from grader.core.kinds.value import Value
from grader.core.verify import breaking, formulas, functions, statements, training, values

HINTS = 3


@dataclass(frozen=True)
class Finding:
    """A promise that an exercise breaks, as a sentence for its author."""

    exercise: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.exercise}: {self.sentence}"


def findings(exercise: Exercise) -> list[Finding]:
    """Everything that is wrong with an exercise; empty if it is sound."""
    return [Finding(exercise.id, sentence) for sentence in _sentences(exercise)]


def _sentences(exercise: Exercise) -> Iterator[str]:
    yield from _words(exercise)
    if isinstance(exercise, Code):
        yield from functions.broken(exercise)
    elif isinstance(exercise, Train):
        yield from training.broken(exercise)
    elif isinstance(exercise, Value):
        yield from values.broken(exercise)
    elif isinstance(exercise, Formula):
        yield from formulas.broken(exercise)
    elif isinstance(exercise, Multi):
        yield from statements.broken_multi(exercise)
    elif isinstance(exercise, NamedThings):
        yield from statements.broken_text(exercise)
    elif isinstance(exercise, Break):
        yield from breaking.broken(exercise)


def _words(exercise: Exercise) -> Iterator[str]:
    if not exercise.title.strip() or not exercise.prompt.strip():
        yield "the title or the prompt is empty"
    if len(exercise.hints) != HINTS or not all(hint.strip() for hint in exercise.hints):
        yield f"there are {len(exercise.hints)} hints; give {HINTS}, from vague to specific"
    if exercise.points <= 0:
        yield "it is worth no points"
    mistakes = getattr(exercise, "mistakes", ())
    for mistake in mistakes:
        if not mistake.feedback.strip():
            yield f"{mistake.id} has no sentence for the student"
    names = [mistake.id for mistake in mistakes]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two mistakes are called {name}"
