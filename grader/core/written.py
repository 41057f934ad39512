"""What is written in `{"A": [[1, 2]], "c": 1/3}`?  Python or JSON, read as data and never run."""

import json
import re
from typing import Any

from grader.core.reading import Unreadable

CHARACTERS = 10_000
LEVELS = 3  # the braces, the rows, the entries

_NUMBER = r"[-+−]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>{_NUMBER}(?:\s*/\s*{_NUMBER})?)"
    r"""|"(?P<double>\w{1,20})"|'(?P<single>\w{1,20})'|(?P<sign>[\[\](){}:,]))"""
)
_LISTS = str.maketrans("()", "[]")
_HOW = 'Write the input as {"name": [[1, 2], [3, 4]], …}.'


def written(text: str) -> dict[str, Any]:
    """Names with numbers (as text) or nested lists of them.  Raises Unreadable."""
    if len(text) > CHARACTERS:
        raise Unreadable(f"This is longer than {CHARACTERS} characters; a small input is enough.")
    if not text.strip():
        raise Unreadable(f"There is no input yet. {_HOW}")
    tokens = _tokens(text.strip())
    _check_depth(tokens)
    # Python allows a comma before a closing bracket, JSON does not.
    source = re.sub(r",([\]}])", r"\1", "".join(tokens))
    try:
        content = json.loads(source, object_pairs_hook=_each_once)
    except json.JSONDecodeError as error:
        raise Unreadable(f"Commas, colons or brackets are not where they belong. {_HOW}") from error
    if not isinstance(content, dict):
        raise Unreadable(f"The names are missing. {_HOW}")
    return content


def _tokens(text: str) -> list[str]:
    """The text in pieces of JSON: numbers and names as strings, round brackets as square ones."""
    found, position = [], 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise Unreadable(_strange(text[position:].lstrip()))
        sign = token["sign"]
        word = token["number"] or token["double"] or token["single"]
        found.append(sign.translate(_LISTS) if sign else json.dumps(word))
        position = token.end()
    return found


def _strange(rest: str) -> str:
    word = re.match(r"\w+|.", rest)
    shown = word[0][:20] if word else ""
    return f"'{shown}' cannot be read here; write numbers, names in quotes, brackets and commas."


def _check_depth(tokens: list[str]) -> None:
    depth = 0
    for token in tokens:
        depth += (token in "[{") - (token in "]}")
        if depth > LEVELS:
            raise Unreadable("The brackets are nested too deeply.")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Unreadable(f"{name} is given twice.")
        found[name] = value
    return found
