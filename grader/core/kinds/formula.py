"""The kind in which a student writes a formula."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.core import points
from grader.core.edits import edited
from grader.core.exercise import Exercise, Mistake, Parameters, Question
from grader.core.formula import Formula as Tree
from grader.core.formula import parse
from grader.core.phrases import feedback_on
from grader.core.reading import Unreadable
from grader.core.result import EXACT, GRADED, NONE, UNKNOWN, Check, Diagnosis, Judgement, Named
from grader.core.run import Run

POINTS = 24
IDENTICAL = 1e-9

Domain = tuple[float, float] | frozenset[float]


@dataclass(frozen=True, eq=False)
class Field:
    """One formula to be entered: the reference is a one-line function of its symbols.

    `domain` gives for every symbol an interval (low, high) or a frozenset of values.  `also` are
    other spellings that must be accepted; `verify` tries them.
    """

    reference: Callable[..., Any]
    domain: Mapping[str, Domain]
    label: str = "Your formula"
    also: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @functools.cached_property
    def samples(self) -> dict[str, np.ndarray]:
        """The points at which formulas are compared, the same for everybody."""
        rng = np.random.default_rng(24)
        return {name: _drawn(rng, domain) for name, domain in self.domain.items()}

    @functools.cached_property
    def right(self) -> np.ndarray:
        return self.values(self.reference)

    @functools.cached_property
    def wrong(self) -> tuple[tuple[Mistake, np.ndarray], ...]:
        return tuple((m, self.values(edited(self.reference, m.edits))) for m in self.mistakes)

    def accepts(self, tree: Tree) -> bool:
        """Whether a formula is the right one, at every point."""
        return _identical(self.values_of(tree), self.right)

    def values_of(self, tree: Tree) -> np.ndarray:
        return np.broadcast_to(np.asarray(tree.evaluate(self.samples), float), POINTS)

    def values(self, function: Callable[..., Any]) -> np.ndarray:
        with np.errstate(all="ignore"):
            return np.broadcast_to(np.asarray(function(**self.samples), float), POINTS)


def _drawn(rng: np.random.Generator, domain: Domain) -> np.ndarray:
    if isinstance(domain, frozenset):
        return rng.permutation(np.resize(sorted(domain), POINTS).astype(float))
    return rng.uniform(*domain, size=POINTS)


@dataclass(frozen=True, eq=False, kw_only=True)
class Formula(Exercise):
    """One formula or several, tested for identity with the reference at random points."""

    fields: tuple[Field, ...]
    marks: float

    kind = "formula"

    @property
    def points(self) -> float:
        return self.marks

    def question(self, student: str, parameters: Parameters) -> Question:
        labels = tuple(field.label for field in self.fields)
        return Question(self.id, student, parameters, self.prompt.strip(), fields=labels)

    def read(self, question: Question, answer: Any) -> tuple[Tree, ...]:
        texts = answer if isinstance(answer, list | tuple) else _split(answer, len(self.fields))
        if len(texts) != len(self.fields) or not all(isinstance(t, str) for t in texts):
            raise Unreadable(f"This question asks for {_count(len(self.fields))}.")
        return tuple(
            _parsed(text, field, len(self.fields))
            for text, field in zip(texts, self.fields, strict=True)
        )

    def judge(self, question: Question, reading: tuple[Tree, ...], run: Run) -> Judgement:
        each = self.marks / len(self.fields)
        found = [_diagnose(f, tree) for f, tree in zip(self.fields, reading, strict=True)]
        checks = [
            Check(f.label, each if not d else 0.0, each, not d, d.message if d else "")
            for f, d in zip(self.fields, found, strict=True)
        ]
        diagnosis = _together(found, [field.label for field in self.fields])
        checks = points.with_floor(checks, diagnosis, self.marks)
        return Judgement(GRADED, tuple(checks), diagnosis, feedback_on(checks, diagnosis))


@dataclass(frozen=True)
class Wrong:
    """A field that is not right, and the mistake behind it if it is a known one."""

    message: str
    mistake: Named | None = None


def _count(fields: int) -> str:
    return "one formula" if fields == 1 else f"{fields} formulas, in the order (a), (b), …"


def _split(answer: Any, fields: int) -> Sequence[Any]:
    """A text with several formulas: one to a line, or separated by semicolons."""
    if not isinstance(answer, str):
        return [str(answer)] if isinstance(answer, int | float) else ()
    if fields == 1:
        return [answer]
    return [part for part in answer.replace(";", "\n").splitlines() if part.strip()]


def _parsed(text: str, field: Field, fields: int) -> Tree:
    try:
        return parse(text, tuple(field.domain))
    except Unreadable as error:
        where = f"{field.label}: " if fields > 1 else ""
        raise Unreadable(f"{where}{error}") from error


def _identical(values: np.ndarray, target: np.ndarray) -> bool:
    finite = np.isfinite(target)
    scale = IDENTICAL * np.maximum(abs(target[finite]), 1e-6 * np.max(abs(target[finite])))
    with np.errstate(invalid="ignore"):
        return bool((abs(values[finite] - target[finite]) <= scale).all())


def _diagnose(field: Field, tree: Tree) -> Wrong | None:
    """What is wrong with a formula; None if it is right."""
    if field.accepts(tree):
        return None
    values = field.values_of(tree)
    for mistake, wrong in field.wrong:
        if _identical(values, wrong):
            return Wrong(mistake.feedback, Named(mistake.id, mistake.feedback))
    return Wrong(_constant(values, field.right) or _missing(field, tree) or _point(field, values))


def _constant(values: np.ndarray, right: np.ndarray) -> str:
    use = np.isfinite(right) & (right != 0)
    with np.errstate(all="ignore"):
        factors = values[use] / right[use]
    factor = float(factors[0])
    if not np.isfinite(factors).all() or not factor or np.ptp(factors) > 1e-9 * abs(factor):
        return ""
    return f"This is the right formula times the constant {factor:.4g}."


def _missing(field: Field, tree: Tree) -> str:
    absent = [name for name in field.domain if name not in tree.symbols and _matters(field, name)]
    return f"{absent[0]} does not occur in your formula." if absent else ""


def _matters(field: Field, name: str) -> bool:
    moved = {**field.samples, name: field.samples[name][::-1]}
    with np.errstate(all="ignore"):
        other = np.broadcast_to(np.asarray(field.reference(**moved), float), POINTS)
    return not _identical(other, field.right)


def _point(field: Field, values: np.ndarray) -> str:
    with np.errstate(invalid="ignore"):
        gap = np.where(np.isfinite(values), abs(values - field.right), np.inf)
    worst = int(np.argmax(gap))
    where = ", ".join(f"{name} = {value[worst]:.3g}" for name, value in field.samples.items())
    return f"At {where} your formula gives {values[worst]:.4g}; it should be " + (
        f"{field.right[worst]:.4g}."
    )


def _together(found: Sequence[Wrong | None], labels: Sequence[str]) -> Diagnosis:
    wrong = [item for item in found if item]
    if not wrong:
        return Diagnosis(NONE)
    right = tuple(label for item, label in zip(found, labels, strict=True) if not item)
    named = tuple(dict.fromkeys(item.mistake for item in wrong if item.mistake))
    certainty = EXACT if all(item.mistake for item in wrong) else UNKNOWN
    return Diagnosis(
        certainty, named if certainty == EXACT else (), right if len(labels) > 1 else ()
    )
