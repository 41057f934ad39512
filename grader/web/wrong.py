"""Where is an answer wrong?  Entries with their signs, maps of errors, the smallest case."""

import html
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from grader.web.svg import PALE, WIDTH, framed, image
from grader.web.words import block, sentence, sign

WRONG = "#b91c1c"
RIGHT = PALE[2]
LARGEST, SMALLEST = 22.0, 14.0  # the side of a square in a map; below SMALLEST without a sign
GAP, TITLE = 14.0, 16.0
PLACES = 12  # that are named in words

Digits = Sequence[Sequence[int | None]]


def entries(extra: Any) -> str:
    """A table of what was entered, each entry right or not; never what it should be."""
    if not isinstance(extra, Mapping) or "entries" not in extra:
        return ""
    rows = zip(extra["entries"], extra["good"], strict=True)
    body = "".join(
        "<tr>" + "".join(_entry(x, good) for x, good in zip(*row, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<table class="entries"><tbody>{body}</tbody></table>'


def _entry(value: float, good: bool) -> str:
    shown = sign("✓", "right") if good else sign("✗", "not right")
    return f'<td class="{"pass" if good else "fail"}">{shown} {_number(value)}</td>'


def _number(value: float) -> str:
    return format(value, ".6g").replace("-", "−")


def smallest(extra: Any) -> str:
    """The inputs of the smallest case that fails, ready to be copied."""
    if not isinstance(extra, Mapping) or "smallest" not in extra:
        return ""
    case = extra["smallest"]
    return (
        '<details class="smallest"><summary>Show the smallest case that fails: '
        f"{sentence(case['case'])}</summary>{block(case['inputs'])}</details>"
    )


def maps(extra: Any) -> str:
    """One picture of all wrong arrays of the first case, side by side as far as they fit."""
    found = extra.get("maps", ()) if isinstance(extra, Mapping) else ()
    if not found:
        return ""
    drawn, x, y, bottom, right = [], GAP, GAP, GAP, GAP
    for one in found:
        side = min(LARGEST, (WIDTH - 2 * GAP) / len(one["digits"][0]))
        width, height = side * len(one["digits"][0]), side * len(one["digits"]) + TITLE
        if x > GAP and x + width > WIDTH - GAP:
            x, y = GAP, bottom + GAP
        drawn.append(_map(one["name"], one["digits"], x, y, side))
        bottom, right, x = max(bottom, y + height), max(right, x + width), x + width + 2 * GAP
    words = [_in_words(one["name"], one["digits"]) for one in found]
    if any(filter(None, itertools.chain(*(row for one in found for row in one["digits"])))):
        words.append("A number in a square says how many digits agree")
    return image(framed("".join(drawn), round(right + GAP), round(bottom + GAP)), ". ".join(words))


def _map(name: str, digits: Digits, x: float, y: float, side: float) -> str:
    title = f'<text x="{x:.1f}" y="{y + 10:.1f}" fill="#333">{html.escape(name)}</text>'
    squares = "".join(
        _square(x + side * j, y + TITLE + side * i, side, entry)
        for i, row in enumerate(digits)
        for j, entry in enumerate(row)
    )
    return title + squares


def _square(x: float, y: float, side: float, digits: int | None) -> str:
    fill = RIGHT if digits is None else WRONG
    square = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{side - 1:.1f}" height="{side - 1:.1f}" rx="3" '
        f'fill="{fill}"/>'
    )
    if side < SMALLEST:
        return square
    shown, ink = ("✓", "#134e4a") if digits is None else (str(digits or "✗"), "white")
    at = f'x="{x + side / 2:.1f}" y="{y + side / 2 + 4:.1f}"'
    return f'{square}<text {at} text-anchor="middle" fill="{ink}">{shown}</text>'


def _in_words(name: str, digits: Digits) -> str:
    """How many entries are wrong, where, and how many digits of them agree at least."""
    wrong = [
        (i, j, entry)
        for i, row in enumerate(digits)
        for j, entry in enumerate(row)
        if entry is not None
    ]
    size = len(digits) * len(digits[0])
    count = f"{name}: {len(wrong)} of {size} entries are wrong"
    agree = {entry for _, _, entry in wrong}
    close = f"; digits that agree: at least {min(agree)}" if min(agree) else ""
    if len(wrong) == size:
        return f"{count}{close}"
    named = ", ".join(f"row {i} column {j}" for i, j, _ in wrong[:PLACES])
    more = " and others" if len(wrong) > PLACES else ""
    return f"{count}, at {named}{more} (counted from 0){close}"
