"""What comes out of grading: checks, a diagnosis, a result."""

from dataclasses import dataclass, is_dataclass
from typing import Any

GRADED = "graded"
MISSING = "missing"
UNREADABLE = "unreadable"
FAILED = "failed"
NOT_JUDGED = "not_judged"

EXACT = "exact"
PARTIAL = "partial"
UNKNOWN = "unknown"
NONE = "none"


@dataclass(frozen=True)
class Check:
    """One line of the rubric, judged; `message` says what is wrong, if anything is."""

    name: str
    points: float
    max_points: float
    passed: bool
    message: str = ""


@dataclass(frozen=True)
class Named:
    """A mistake that was recognised, and its sentence for the student."""

    id: str
    feedback: str


@dataclass(frozen=True)
class Diagnosis:
    """Which mistakes explain the answer.

    `exact`: together they give every number that the student returned.  `partial`: they explain
    some of the results.  `unknown`: something is wrong and no known mistake explains it.
    `none`: there is nothing to explain.  `right` names the results that are right.  `other` are as
    many mistakes that explain the answer just as well.  `signature` stands for the arrays that a
    function returned, if they are not explained: equal ones are the same, however computed.
    """

    certainty: str = NONE
    mistakes: tuple[Named, ...] = ()
    right: tuple[str, ...] = ()
    other: tuple[Named, ...] = ()
    signature: str = ""


@dataclass(frozen=True)
class Stop:
    """What stopped a student's program: a sentence, and the student's own line where known."""

    message: str
    line: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a kind says of an answer, before it becomes a result."""

    status: str
    checks: tuple[Check, ...]
    diagnosis: Diagnosis = Diagnosis()
    feedback: str = ""
    output: str = ""
    stop: Stop | None = None
    level: str = ""
    extra: Any = None


@dataclass(frozen=True)
class Result:
    """An answer, graded.  `as_dict` is the JSON object of the command line.

    `output` is what the student's program printed; `stop` what ended it; `level` the isolation
    under which it ran; `extra` plain data to be shown (a loss curve, a trained network, which
    entries are wrong).
    """

    exercise: str
    student: str
    status: str
    points: float
    max_points: float
    checks: tuple[Check, ...]
    diagnosis: Diagnosis
    feedback: str
    seconds: float
    grader_version: str
    output: str = ""
    stop: Stop | None = None
    level: str = ""
    extra: Any = None

    @property
    def right(self) -> bool:
        """Whether nothing is wrong with the answer, whatever hints it cost."""
        return self.status == GRADED and all(check.passed for check in self.checks)

    def as_dict(self) -> dict[str, Any]:
        content = _plain(self)
        del content["extra"]
        return content


def _plain(value: Any) -> Any:
    """Results as dictionaries, with all that they hold.  `asdict` would copy every string."""
    if is_dataclass(value):
        return {name: _plain(held) for name, held in vars(value).items()}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
