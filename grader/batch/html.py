"""What does a student of a class get to see in a browser?  One page of HTML for each.

The page stands alone: no script, nothing from elsewhere.  Whatever a student typed is text.
"""

import html
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from grader.batch.feedback import STATUS

STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2rem } p { white-space: pre-wrap }
table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: left }
""".strip()
HEAD = "<thead><tr><th>check</th><th>points</th><th>what is wrong</th></tr></thead>"


def html_page(
    student: str, results: Sequence[tuple[str, Mapping[str, Any]]], problems: Sequence[str]
) -> str:
    """The page of one student: (title, result) for each exercise, and what could not be read."""
    points = sum(result["points"] for _, result in results)
    most = sum(result["max_points"] for _, result in results)
    title = f"Feedback for {_text(student)}"
    unread = "".join(f"<li>{_text(problem)}</li>" for problem in problems)
    parts = [
        f"<h1>{title}</h1>\n<p>{points:g} of {most:g} points</p>",
        *([f"<h2>What could not be read</h2>\n<ul>{unread}</ul>"] if problems else []),
        *(_exercise(name, result) for name, result in results),
    ]
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<style>{STYLE}</style></head>\n<body>\n{chr(10).join(parts)}\n</body>\n</html>\n"
    )


def _exercise(title: str, result: Mapping[str, Any]) -> str:
    status = STATUS.get(result["status"], "") or str(result["status"])
    rows = "".join(_row(check) for check in result["checks"])
    table = f"\n<table>{HEAD}<tbody>{rows}</tbody></table>" if len(result["checks"]) > 1 else ""
    return (
        f"<h2>{_text(title)}</h2>\n<p>{result['points']:g} of {result['max_points']:g} points "
        f"({_text(status)})</p>\n<p>{_text(result['feedback'])}</p>{table}"
    )


def _row(check: Mapping[str, Any]) -> str:
    mark = "✓" if check["passed"] else "✗"
    return (
        f"<tr><td>{mark} {_text(check['name'])}</td>"
        f"<td>{check['points']:g} / {check['max_points']:g}</td>"
        f"<td>{_text(check['message'])}</td></tr>"
    )


def _text(text: str) -> str:
    """The text itself, without characters that control a terminal or turn the writing round."""
    shown = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return html.escape("".join(shown))
