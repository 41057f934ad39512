"""The kind in which a student ticks every true statement."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.core import points
from grader.core.exercise import Exercise, Parameters, Question
from grader.core.phrases import ALL_RIGHT
from grader.core.reading import Unreadable
from grader.core.result import EXACT, GRADED, NONE, Check, Diagnosis, Judgement, Named
from grader.core.run import Run
from grader.core.variants import filled

ORDER = "order"


@dataclass(frozen=True)
class Option:
    """A statement, whether it is true, and the sentence shown after the attempt."""

    text: str
    true: bool
    why: str
    part: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Multi(Exercise):
    """Statements in an order of the student's own.

    Points: all of them times (right ticks - wrong ticks) / number of true statements, not below 0,
    rounded to half a point (midpoints up).
    `options` may be a function of drawn parameters where the statements differ for each student.
    With `parts` (name, points) the statements of each part are marked apart, in the order given.
    """

    options: tuple[Option, ...] | Callable[[Parameters], Sequence[Option]]
    marks: float
    parts: tuple[tuple[str, float], ...] = ()
    draw_parameters: Callable[[np.random.Generator], dict[str, Any]] | None = None

    kind = "multi"

    @property
    def points(self) -> float:
        return self.marks

    def statements(self, parameters: Parameters) -> Sequence[Option]:
        return self.options(parameters) if callable(self.options) else self.options

    def draw(self, seed: int) -> Parameters:
        rng = np.random.default_rng([seed, 0])
        drawn = self.draw_parameters(rng) if self.draw_parameters else {}
        count = len(self.statements(drawn))
        order = list(range(count)) if self.parts else rng.permutation(count).tolist()
        return {**drawn, ORDER: order}

    def question(self, student: str, parameters: Parameters) -> Question:
        statements = self.statements(parameters)
        order = tuple(statements[i].text for i in parameters[ORDER])
        text = filled(self.prompt.strip(), parameters)
        return Question(self.id, student, parameters, text, options=order)

    def read(self, question: Question, answer: Any) -> frozenset[int]:
        """The ticked positions in the order shown: from letters, or from the options' texts."""
        return frozenset(_position(question, item) for item in _items(question, answer))

    def judge(self, question: Question, reading: frozenset[int], run: Run) -> Judgement:
        statements = self.statements(question.parameters)
        order = question.parameters[ORDER]
        ticked = {order[i] for i in reading}
        true = {i for i, option in enumerate(statements) if option.true}
        wrong = sorted(ticked ^ true, key=order.index)
        passed = not wrong
        named = tuple(Named(f"option-{i + 1}", statements[i].why) for i in wrong)
        parts = self.parts or (("statements", self.marks),)
        checks = tuple(_check(name, most, statements, ticked) for name, most in parts)
        message = " ".join(filter(None, (check.message for check in checks)))
        return Judgement(
            GRADED,
            checks,
            Diagnosis(NONE if passed else EXACT, named),
            ALL_RIGHT if passed else f"{message} {_explained(question, wrong, statements, order)}",
            extra={"explanations": [statements[i].why for i in order],
                   "true": [statements[i].true for i in order]},
        )  # fmt: skip


def _check(name: str, most: float, statements: Sequence[Option], ticked: set[int]) -> Check:
    """What the statements of one part earn; a statement without a part belongs to every part."""
    among = {i for i, option in enumerate(statements) if option.part in ("", name)}
    true = {i for i in among if statements[i].true}
    hits, misses = len(ticked & true), len(ticked & among - true)
    earned = min(points.half_up(max(0, hits - misses) / len(true) * most), most)
    wrong = len(ticked & among ^ true)
    message = f"{wrong} of {len(among)} statements are judged wrongly." if wrong else ""
    return Check(name, earned, most, not wrong, message)


def _explained(
    question: Question, wrong: Sequence[int], statements: Sequence[Option], order: Sequence[int]
) -> str:
    letters = question.letters
    return " ".join(f"{letters[order.index(i)]}: {statements[i].why}" for i in wrong)


def _items(question: Question, answer: Any) -> list[str]:
    if isinstance(answer, str):
        answer = _split(question, answer)
    if not isinstance(answer, list | tuple) or not all(isinstance(item, str) for item in answer):
        raise Unreadable("Give the letters of the true statements, such as A, C, D.")
    return list(answer)


def _split(question: Question, text: str) -> Any:
    if text.strip() in question.options:
        return [text.strip()]
    if text.strip().startswith("["):
        try:
            return json.loads(text)
        except ValueError as error:
            raise Unreadable("Give the letters of the true statements: A, C, D.") from error
    if text.strip().lower() in ("", "none"):
        return []
    return list(text.replace(",", "").replace(";", "").replace(" ", "").replace("\n", ""))


def _position(question: Question, item: str) -> int:
    item = item.strip()
    if item in question.options:
        return question.options.index(item)
    if item.upper() in question.letters:
        return question.letters.index(item.upper())
    last = question.letters[-1]
    raise Unreadable(f"'{item[:60]}' is not one of the options; give letters from A to {last}.")
