"""How hard are the exercises?  A bar for each: the part of its points that first attempts earn."""

import html
from collections.abc import Sequence

from grader.web.svg import COLOURS, framed, image

ROW, LEFT, LONGEST = 20, 190, 270
WIDTH = LEFT + LONGEST + 60


def difficulties(parts: Sequence[tuple[str, float]]) -> str:
    """Names of exercises and these parts, as bars."""
    if not parts:
        return ""
    bars = "".join(_bar(i * ROW, name, part) for i, (name, part) in enumerate(parts))
    hardest = sorted(parts, key=lambda one: one[1])[:5]
    alt = "Difficulty, hardest first: " + "; ".join(f"{name} {part:.2f}" for name, part in hardest)
    return image(framed(bars, WIDTH, len(parts) * ROW + 30), alt)


def _bar(y: int, name: str, part: float) -> str:
    length = LONGEST * part
    return (
        f'<text x="{LEFT - 8}" y="{y + 25}" text-anchor="end" fill="#333">{html.escape(name)}'
        f'</text><rect x="{LEFT}" y="{y + 14}" width="{length:.1f}" height="13" '
        f'fill="{COLOURS[0]}"/><text x="{LEFT + length + 6:.1f}" y="{y + 25}" fill="#333">'
        f"{part:.2f}</text>"
    )
