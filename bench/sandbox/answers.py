"""Which answers are measured?  The programs of tests/submissions that come to an end."""

from dataclasses import dataclass
from pathlib import Path

from grader import catalog
from grader.core.kinds import Code
from grader.core.run import TIME, Job
from grader.core.sheet import sheet_of
from grader.sandbox import Sandbox

FOLDER = Path(__file__).parents[2] / "tests" / "submissions"


@dataclass(frozen=True)
class Answer:
    """A program, and the job by which the grader runs it: all cases, all standard checks."""

    exercise: str
    name: str
    source: str
    job: Job


def answers(sandbox: Sandbox) -> list[Answer]:
    """All of them, but those whose time is the limit's and not the grader's."""
    found = [_answer(path) for path in sorted(FOLDER.glob("*/*.py"))]
    return [one for one in found if one and sandbox.run(one.job).status != TIME]


def _answer(path: Path) -> Answer | None:
    exercise = catalog.exercise(path.parent.name)
    if not isinstance(exercise, Code):
        return None
    source = path.read_text()
    job = exercise._job(source, sheet_of(exercise).calls)
    return Answer(path.parent.name, path.stem, source, job)
