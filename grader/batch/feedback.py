"""What does a student of a class get to read?  One page of Markdown for each."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~$])")
STATUS = {
    "graded": "graded",
    "missing": "not handed in",
    "unreadable": "could not be read",
    "failed": "the program stopped",
    "not_judged": "could not be judged; this is our fault and costs you nothing",
}


def literal(text: str) -> str:
    """Text from a student's program, with nothing left that Markdown would act on."""
    return SPECIAL.sub(r"\\\1", text)


def page(
    student: str, results: Sequence[tuple[str, Mapping[str, Any]]], problems: Sequence[str]
) -> str:
    """The page of one student: (title, result) for each exercise, and what could not be read."""
    points = sum(result["points"] for _, result in results)
    most = sum(result["max_points"] for _, result in results)
    lines = [f"# Feedback for {literal(student)}", "", f"{points:g} of {most:g} points", ""]
    if problems:
        lines += ["## What could not be read", "", *(f"- {literal(p)}" for p in problems), ""]
    for title, result in results:
        lines += _exercise(title, result)
    return "\n".join(lines).rstrip() + "\n"


def _exercise(title: str, result: Mapping[str, Any]) -> list[str]:
    status = STATUS.get(result["status"], result["status"])
    head = f"{result['points']:g} of {result['max_points']:g} points"
    lines = [f"## {title}", "", f"`{result['exercise']}`: {head} ({status})", ""]
    lines += [literal(result["feedback"]), ""]
    if len(result["checks"]) > 1:
        lines += ["| check | points | |", "|---|---|---|"]
        lines += [_row(check) for check in result["checks"]]
        lines.append("")
    return lines


def _row(check: Mapping[str, Any]) -> str:
    mark = "✓" if check["passed"] else "✗"
    message = literal(check["message"]).replace("\n", " ")
    return (
        f"| {mark} {literal(check['name'])} | {check['points']:g} / {check['max_points']:g} "
        f"| {message} |"
    )
