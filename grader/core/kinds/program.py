"""What is common to answers that are programs: reading, the starter file, how a run broke off."""

import inspect
import re
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from grader.core.diagnosis.errors import told
from grader.core.reading import Unreadable
from grader.core.result import FAILED, NOT_JUDGED, UNREADABLE, Check, Judgement, Stop
from grader.core.run import FINISHED, NO_FUNCTION, SYNTAX, UNAVAILABLE, Outcome, Raised

LONGEST = 200_000
NOTEBOOK = re.compile(r'\s*\{\s*"(cells|metadata|nbformat)"\s*:')

_STATUS = {SYNTAX: UNREADABLE, NO_FUNCTION: UNREADABLE, UNAVAILABLE: NOT_JUDGED}


def read_program(answer: Any) -> str:
    """The text of a program.  Raises Unreadable if it is not one."""
    if not isinstance(answer, str) or not answer.strip():
        raise Unreadable("There is no program yet: write the function and hand it in.")
    if NOTEBOOK.match(answer):
        raise Unreadable(
            "This is the file of a whole notebook; hand in the cells that your function needs."
        )
    if len(answer) > LONGEST:
        raise Unreadable(f"The program is longer than {LONGEST:,} characters; hand in less.")
    return answer


def starter(reference: Callable[..., Any]) -> str:
    """A file to begin with: imports, signature and docstring of the reference."""
    head = f"def {reference.__name__}{inspect.signature(reference)}:\n"
    doc = inspect.getdoc(reference) or ""
    lines = doc.splitlines()
    body = f'"""{lines[0]}"""' if len(lines) == 1 else '"""' + "\n".join(lines) + '\n"""'
    return f"import numpy as np\n\n\n{head}{textwrap.indent(body, '    ')}\n    ...\n"


def stop_of(outcome: Outcome) -> Stop | None:
    """What broke the whole run off; None if every call came to an end."""
    if outcome.status == FINISHED:
        return None
    return Stop(outcome.message, outcome.line, outcome.text)


def first_error(outcome: Outcome) -> Stop | None:
    """The first call that raised, with the likely cause where one is known."""
    for result in outcome.results:
        if isinstance(result, Raised):
            return Stop(told(result, result.message), result.line, result.text)
    return None


def not_run(outcome: Outcome, lines: Sequence[tuple[str, float]]) -> Judgement:
    """The judgement on a program of which no call ended: nothing earned, and why."""
    stop = stop_of(outcome)
    checks = tuple(Check(name, 0.0, points, False) for name, points in lines)
    status = _STATUS.get(outcome.status, FAILED)
    sentence = in_words(stop) if stop else ""
    return Judgement(
        status, checks, feedback=sentence, output=outcome.output, stop=stop, level=outcome.level
    )


def in_words(stop: Stop) -> str:
    """A stop as a sentence or two, with the student's own line."""
    text = f" ({stop.text.strip()})" if stop.text.strip() else ""
    where = f"Line {stop.line}{text}: " if stop.line else ""
    message = stop.message.rstrip(".")
    return f"{where}{message}{'' if message.endswith('?') else '.'}"
