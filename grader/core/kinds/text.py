"""The kind in which a student names things in free text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.core.exercise import Exercise, Parameters, Question
from grader.core.phrases import ALL_RIGHT
from grader.core.reading import Unreadable
from grader.core.result import EXACT, GRADED, NONE, UNKNOWN, Check, Diagnosis, Judgement, Named
from grader.core.run import Run

LONGEST = 500
FORGIVING = 6  # names of this many letters may have one slip of the pen


@dataclass(frozen=True)
class NotThese:
    """Names that are often given and do not count, with the sentence that says why."""

    id: str
    feedback: str
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class NamedThings(Exercise):
    """Name `wanted` different things; one point for each.

    `families` maps a family to its members, each a tuple of synonyms.  `ignored` are words that
    do not matter.  Two members of one family count, with the note `same_family`.
    """

    families: Mapping[str, tuple[tuple[str, ...], ...]]
    not_these: tuple[NotThese, ...] = ()
    ignored: tuple[str, ...] = ()
    same_family: str = ""
    wanted: int = 2

    kind = "text"

    @property
    def points(self) -> float:
        return float(self.wanted)

    def question(self, student: str, parameters: Parameters) -> Question:
        return Question(self.id, student, parameters, self.prompt.strip(), fields=("Your answer",))

    def read(self, question: Question, answer: Any) -> tuple[str, ...]:
        if isinstance(answer, list | tuple) and all(isinstance(item, str) for item in answer):
            answer = "\n".join(answer)
        if not isinstance(answer, str) or not answer.strip():
            raise Unreadable("Type the names, separated by commas or on lines of their own.")
        if len(answer) > LONGEST:
            raise Unreadable(f"That is longer than {LONGEST} characters; names are enough.")
        parts = re.split(r"[,;\n]|\band\b|&", answer)
        return tuple(part.strip() for part in parts if self._key(part))

    def judge(self, question: Question, reading: tuple[str, ...], run: Run) -> Judgement:
        found = dict.fromkeys(thing for text in reading for thing in [self._thing(text)] if thing)
        wrong = {item.id: item for text in reading for item in [self._not_this(text)] if item}
        unknown = self.unknown(reading)
        earned = float(min(len(found), self.wanted))
        named = tuple(Named(item.id, item.feedback) for item in wrong.values())
        sentences = [item.feedback for item in named]
        if unknown:
            sentences.append(f"Not known here: {', '.join(unknown)}; your instructor can see it.")
        if len(found) >= self.wanted and len({family for family, _ in found}) == 1:
            sentences.append(self.same_family)
        passed = earned == self.wanted
        if not passed:
            sentences.append(f"{len(found)} of {self.wanted} names count.")
        certainty = NONE if passed else EXACT if named and not unknown else UNKNOWN
        return Judgement(
            GRADED,
            (Check("names", earned, self.points, passed, "" if passed else sentences[0]),),
            Diagnosis(certainty, () if passed else named),
            " ".join([ALL_RIGHT, *sentences]) if passed else " ".join(sentences),
            extra={"unknown": unknown},
        )

    def unknown(self, reading: tuple[str, ...]) -> list[str]:
        """The names that are neither right nor a known mistake; somebody should look at them."""
        return [t for t in reading if not self._thing(t) and not self._not_this(t)]

    def _key(self, text: str) -> str:
        words = re.sub(r"[\W_]", " ", text.lower().replace("-", " ")).split()
        singular = (word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words)
        return "".join(word for word in singular if word not in self.ignored)

    def _thing(self, text: str) -> tuple[str, int] | None:
        key = self._key(text)
        return next((thing for thing, name in self._names() if _close(key, name)), None)

    def _names(self) -> Iterator[tuple[tuple[str, int], str]]:
        for family, members in self.families.items():
            for position, synonyms in enumerate(members):
                for synonym in synonyms:
                    yield (family, position), self._key(synonym)

    def _not_this(self, text: str) -> NotThese | None:
        key = self._key(text)
        if self._thing(text):
            return None
        return next(
            (item for item in self.not_these if any(_close(key, self._key(n)) for n in item.names)),
            None,
        )


def _close(text: str, name: str) -> bool:
    if text == name:
        return bool(name)
    return len(name) >= FORGIVING and abs(len(text) - len(name)) <= 1 and _distance(text, name) <= 1


def _distance(a: str, b: str) -> int:
    """How many letters must be inserted, removed or replaced to turn a into b."""
    row: Sequence[int] = range(len(b) + 1)
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]
