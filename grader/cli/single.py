"""`grade` and `run`: one answer, or one function, here and now."""

import json
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from grader import catalog
from grader.cli.errors import Problem
from grader.cli.options import Json, Student
from grader.core.result import Result
from grader.core.variants import plain


def grade(
    id: Annotated[str, typer.Argument(metavar="ID", help="The exercise.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A .py, .ipynb or .json file.")
    ] = None,
    answer: Annotated[str | None, typer.Option("--answer", help="The answer itself.")] = None,
    student: Student = "",
    as_json: Json = False,
) -> None:
    """Grade one answer; nothing is recorded."""
    from grader.facade import grade as graded

    catalog.exercise(id)
    if answer is not None and file is None:
        result = graded(id, literal(answer), student)
    elif file is not None and answer is None:
        result = graded_file(id, file, student)
    else:
        raise Problem("Give either a FILE or --answer TEXT.")
    if as_json:
        typer.echo(json.dumps(result.as_dict(), ensure_ascii=False))
    else:
        typer.echo("\n".join(lines(result)))


def literal(text: str) -> Any:
    """The text of --answer: JSON lists as lists, everything else as it stands."""
    if text.lstrip().startswith("["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def graded_file(id: str, file: Path, student: str) -> Result:
    """The result for the answer in a file: a program, an entry of `answers`, or plain text.

    A formula and a function of one gradient are compared, if the file holds both.
    """
    from grader.core.grade import informed
    from grader.facade import grade, pose, unreadable
    from grader.intake import UnreadableFile, answer_from, answers_beside

    data = contents(file)
    try:
        answer = answer_from(catalog.exercise(id), file.name, data)
    except UnreadableFile as error:
        return unreadable(id, str(error), student)
    others = [catalog.exercise(other) for other in catalog.linked(id)]
    beside = {"beside": answers_beside(others, file.name, data)} if others else {}
    return grade(id, answer, student, informed(pose(id, student), beside))


def contents(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Problem(f"{file} cannot be read: {error.strerror}.") from error


def lines(result: Result) -> list[str]:
    """A result for a person at a terminal."""
    head = f"{result.exercise}: {result.points:g} of {result.max_points:g} points"
    out = [f"{head} ({result.status})"]
    for check in result.checks:
        mark = "✓" if check.passed else "✗"
        earned, most = round(check.points, 2), round(check.max_points, 2)
        out.append(f"  {mark} {check.name}: {earned:g}/{most:g}  {check.message}")
    out += ["", result.feedback]
    if result.output:
        out += ["", "Your program printed:", *(f"  | {x}" for x in result.output.splitlines())]
    return [line.rstrip() for line in out]


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A program.")],
    function: Annotated[str, typer.Argument(metavar="FUNCTION", help="The function to call.")],
    args: Annotated[str, typer.Option("--args", help="The arguments as a JSON list.")] = "[]",
    as_json: Json = False,
) -> None:
    """Run one function in the sandbox, as the grader would."""
    from grader.core.run import Call, Job
    from grader.intake import UnreadableFile, program_text
    from grader.sandbox import shared

    try:
        source = program_text(file.name, contents(file))
    except UnreadableFile as error:
        raise Problem(str(error)) from error
    outcome = shared().run(Job(source, function, (Call(arguments(args)),), seconds=10.0))
    report = described(outcome)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        for name, value in report.items():
            typer.echo(f"{name}: {value}")


def arguments(text: str) -> tuple[Any, ...]:
    """The arguments of a call from JSON; lists of numbers become arrays."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise Problem(
            f"--args is not JSON ({error}); write for example '[[1, 2], 0.5]'."
        ) from error
    if not isinstance(values, list):
        raise Problem("--args must be a JSON list with one entry for each argument.")
    return tuple(_argument(value) for value in values)


def _argument(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    try:
        array = np.array(value)
    except ValueError:
        array = np.array([], dtype=object)
    return array if array.dtype.kind in "biuf" else [_argument(item) for item in value]


def described(outcome: Any) -> dict[str, Any]:
    """An outcome as the object that `run --json` prints."""
    from grader.core.run import FINISHED, Raised, Returned, Unreturnable

    result = outcome.results[0] if outcome.results else None
    status, message, value = outcome.status, outcome.message, None
    if outcome.line:
        message += _in_line(outcome)
    if outcome.status == FINISHED and isinstance(result, Returned):
        status, value = "ok", json_value(result.value)
    elif isinstance(result, Raised):
        where = _in_line(result) if result.line else ""
        status, message = "raised", f"{result.type}: {result.message}{where}"
    elif isinstance(result, Unreturnable):
        status, message = "unreturnable", f"It returned {result.what}."
    return {
        "status": status,
        "value": value,
        "output": outcome.output,
        "message": message,
        "seconds": outcome.seconds,
    }


def _in_line(stopped: Any) -> str:
    return f" (line {stopped.line}: {stopped.text.strip()})"


def json_value(value: Any) -> Any:
    """A returned value as JSON: arrays and tuples as lists, numbers that JSON lacks as text."""
    if isinstance(value, dict):
        return {str(key): json_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray | np.generic):
        listed = plain(value)
        return [json_value(item) for item in listed] if isinstance(listed, list) else listed
    if isinstance(value, complex) or (isinstance(value, float) and not np.isfinite(value)):
        return str(value)
    return value
