"""How did a training go?  Its losses over the steps, beside those of others."""

import html
import math
from collections.abc import Mapping, Sequence

from grader.web.svg import COLOURS, HEIGHT, WIDTH, framed, image

LEFT, RIGHT, TOP, BOTTOM = 46, 14, 15, 35  # the margins around the curves
PLACES = 240  # at most so many points of a curve are drawn


def loss_curve(curves: Mapping[str, Sequence[float]], at: int | None = None) -> str:
    """Losses over the steps of a training, one curve for each name; a mark at the step `at`."""
    known = {name: [y for y in ys if math.isfinite(y)] for name, ys in curves.items()}
    known = {name: ys for name, ys in known.items() if len(ys) > 1}
    if not known:
        return ""
    top = max(max(ys) for ys in known.values()) or 1.0
    drawn = zip(known.items(), COLOURS, strict=False)
    lines = "".join(_line(i, *curve, colour, top) for i, (curve, colour) in enumerate(drawn))
    words = "; ".join(_course(name, ys) for name, ys in known.items())
    mark, there = _mark(next(iter(known.values())), at, top)
    return image(framed(_axes(top) + lines + mark), f"Loss curve: {words}{there}")


def _line(i: int, name: str, ys: Sequence[float], colour: str, top: float) -> str:
    points = " ".join(
        f"{_across(step, ys):.0f},{_height(ys[step], top):.1f}"
        for step in range(0, len(ys), -(-len(ys) // PLACES))
    )
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        f'<text x="{WIDTH - RIGHT}" y="{26 + 17 * i}" text-anchor="end" fill="{colour}" '
        f'stroke="white" stroke-width="3" paint-order="stroke">{html.escape(name)}</text>'
    )


def _course(name: str, ys: Sequence[float]) -> str:
    if min(ys) == max(ys):
        return f"{name} stays at {ys[0]:.3g}"
    return f"{name} goes from {ys[0]:.3g} to {ys[-1]:.3g} over {len(ys)} steps"


def _mark(ys: Sequence[float], at: int | None, top: float) -> tuple[str, str]:
    """A step of the first curve as a line and a dot, and in words."""
    if at is None:
        return "", ""
    step = min(max(at, 0), len(ys) - 1)
    x, y = _across(step, ys), _height(ys[step], top)
    mark = (
        f'<path d="M{x:.0f} {TOP}V{HEIGHT - BOTTOM}" stroke="#666" stroke-dasharray="3 3"/>'
        f'<circle cx="{x:.0f}" cy="{y:.1f}" r="5" fill="{COLOURS[0]}" stroke="white"/>'
    )
    return mark, f"; {ys[step]:.3g} where it is marked"


def _across(step: int, ys: Sequence[float]) -> float:
    return LEFT + step / (len(ys) - 1) * (WIDTH - LEFT - RIGHT)


def _height(y: float, top: float) -> float:
    return TOP + (top - max(y, 0.0)) / top * (HEIGHT - TOP - BOTTOM)


def _axes(top: float) -> str:
    floor = HEIGHT - BOTTOM
    marks = "".join(
        f'<text x="{LEFT - 6}" y="{_height(y, top) + 4:.0f}" text-anchor="end" fill="#555">{y:.2g}'
        f'</text><path d="M{LEFT} {_height(y, top):.1f}H{WIDTH - RIGHT}" stroke="#e2e2ea"/>'
        for y in (0.0, top / 2, top)
    )
    return (
        f'{marks}<path d="M{LEFT} {TOP}V{floor}H{WIDTH - RIGHT}" fill="none" stroke="#888"/>'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 13}" text-anchor="end" fill="#555">step</text>'
    )
