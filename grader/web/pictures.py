"""What does a result look like?  Charts as SVG in a data URL: an image with a text alternative."""

import base64
import html
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

COLOURS = ("#4f46e5", "#d97706", "#0d9488", "#db2777")
PALE = ("#cfcaf7", "#f5d9b8", "#b9e0dc", "#f5c3dc")
WIDTH, HEIGHT, SIDE = 520, 240, 320


def image(svg: str, alt: str) -> str:
    """An SVG as a Markdown image, with what it shows in words below it."""
    data = base64.b64encode(svg.encode()).decode()
    return f"![{alt}](data:image/svg+xml;base64,{data})\n\n*{alt}.*"


def of(extra: Any) -> str:
    """The pictures that a result carries: `losses` over the steps, points, a trained network.

    A network is `layers` ([[W, b], …]) with the activation `act` between them (ReLU if it is not
    said), points `X` (N, 2) and labels `y`.  `linear` is the best linear classifier on the same
    points, `linear_loss` its loss.
    """
    if not isinstance(extra, dict):
        return ""
    shown = []
    if len(extra.get("losses", ())) > 1:
        shown.append(loss_curve(_curves(extra)))
    X, y = np.array(extra.get("X", ())), np.array(extra.get("y", ()))
    if X.ndim == 2 and X.shape[1] == 2 and y.dtype.kind in "iu":
        shown += _planes(extra, X, y)
    return "\n\n".join(shown)


def _curves(extra: dict[str, Any]) -> dict[str, Sequence[float]]:
    curves = {"your training": extra["losses"]}
    if "linear_loss" in extra:
        curves["best linear classifier"] = [extra["linear_loss"]] * len(extra["losses"])
    return curves


def _planes(extra: dict[str, Any], X: np.ndarray, y: np.ndarray) -> list[str]:
    networks = {"your classifier": "layers", "the best linear classifier": "linear"}
    known = {name: extra[key] for name, key in networks.items() if key in extra}
    if not known:
        return [scatter(X, y, "The points that your function returns, with their labels")]
    return [
        boundary(classifier(layers, extra.get("act", "relu")), X, y, name)
        for name, layers in known.items()
    ]


ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "relu": lambda Z: np.maximum(Z, 0.0),
    "tanh": np.tanh,
    "sigmoid": lambda Z: 0.5 + 0.5 * np.tanh(Z / 2),
}


def classifier(
    layers: Sequence[Sequence[Any]], act: str = "relu"
) -> Callable[[np.ndarray], np.ndarray]:
    """The function that gives every row of an array the class of its largest score."""

    def classes(A: np.ndarray) -> np.ndarray:
        for i, (W, b) in enumerate(layers):
            A = (ACTIVATIONS[act](A) if i else A) @ np.array(W) + np.array(b)
        return A.argmax(axis=1)

    return classes


def loss_curve(curves: dict[str, Sequence[float]]) -> str:
    """Losses over the steps of a training, one curve for each name."""
    known = {name: [y for y in ys if math.isfinite(y)] for name, ys in curves.items()}
    known = {name: ys for name, ys in known.items() if len(ys) > 1}
    if not known:
        return ""
    top = max(max(ys) for ys in known.values()) or 1.0
    lines = "".join(
        f'<polyline points="{_points(ys, top)}" fill="none" stroke="{colour}" stroke-width="2"/>'
        f'<text x="{WIDTH - 15}" y="{20 + 16 * i}" text-anchor="end" fill="{colour}">'
        f"{html.escape(name)}</text>"
        for i, ((name, ys), colour) in enumerate(zip(known.items(), COLOURS, strict=False))
    )
    alt = "; ".join(_course(name, ys) for name, ys in known.items())
    return image(framed(_axes(top) + lines), f"Loss curve: {alt}")


def _course(name: str, ys: Sequence[float]) -> str:
    if min(ys) == max(ys):
        return f"{name} stays at {ys[0]:.3g}"
    return f"{name} goes from {ys[0]:.3g} to {ys[-1]:.3g} over {len(ys)} steps"


def _points(ys: Sequence[float], top: float) -> str:
    step = (WIDTH - 65) / (len(ys) - 1)
    drawn = range(0, len(ys), max(1, len(ys) // 400))
    return " ".join(f"{50 + i * step:.1f},{_height(ys[i], top):.1f}" for i in drawn)


def _height(y: float, top: float) -> float:
    return 15 + (top - max(y, 0.0)) / top * (HEIGHT - 50)


def _axes(top: float) -> str:
    floor = HEIGHT - 35
    marks = "".join(
        f'<text x="44" y="{_height(y, top) + 4:.0f}" text-anchor="end" fill="#666">{y:.2g}</text>'
        f'<path d="M50 {_height(y, top):.1f}H{WIDTH - 15}" stroke="#e2e2ea"/>'
        for y in (0.0, top / 2, top)
    )
    return (
        f'{marks}<path d="M50 15V{floor}H{WIDTH - 15}" fill="none" stroke="#888"/>'
        f'<text x="{WIDTH - 15}" y="{HEIGHT - 14}" text-anchor="end" fill="#666">step</text>'
    )


def framed(content: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="system-ui,sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" rx="8" fill="white"/>{content}</svg>'
    )


def boundary(
    classes: Callable[[np.ndarray], np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    name: str = "your classifier",
    cells: int = 64,
) -> str:
    """Which class a trained classifier gives to every place, with the data X (N, 2), y (N,)."""
    middle, reach = _window(X)
    steps = (np.arange(cells) + 0.5) / cells * 2 - 1
    across, down = np.meshgrid(steps, -steps)
    grid = middle + reach * np.column_stack([across.ravel(), down.ravel()])
    rows = classes(grid).reshape(cells, cells)
    regions = "".join(_runs(row, SIDE * i / cells, SIDE / cells) for i, row in enumerate(rows))
    right = float((classes(X) == y).mean())
    alt = f"Regions of {name} with the data: {right:.0%} of the points lie in their own"
    return image(framed(regions + _dots(X, y), SIDE, SIDE), alt)


def scatter(X: np.ndarray, y: np.ndarray, alt: str) -> str:
    """Points X (N, 2) in the colours of their labels y (N,)."""
    return image(framed(_dots(X, y), SIDE, SIDE), alt)


def _window(X: np.ndarray) -> tuple[np.ndarray, float]:
    """The middle of the points and half the side of the square that is shown."""
    return (X.max(axis=0) + X.min(axis=0)) / 2, 0.55 * float(np.ptp(X, axis=0).max()) or 1.0


def _dots(X: np.ndarray, y: np.ndarray) -> str:
    middle, reach = _window(X)
    places = (X - middle) / reach * [1, -1] * SIDE / 2 + SIDE / 2
    return "".join(
        f'<circle cx="{x:.1f}" cy="{z:.1f}" r="2.6" fill="{_colour(label)}" stroke="white" '
        'stroke-width=".6"/>'
        for (x, z), label in zip(places, y, strict=True)
    )


def _runs(row: np.ndarray, y: float, height: float) -> str:
    """One row of cells; neighbours of one class are drawn as one bar."""
    step, out, start = SIDE / len(row), [], 0
    for j in range(1, len(row) + 1):
        if j == len(row) or row[j] != row[start]:
            out.append(
                f'<rect x="{start * step:.1f}" y="{y:.1f}" width="{(j - start) * step + 0.5:.1f}" '
                f'height="{height + 0.5:.1f}" fill="{_pale(row[start])}"/>'
            )
            start = j
    return "".join(out)


def _colour(label: int) -> str:
    return COLOURS[int(label) % len(COLOURS)]


def _pale(label: int) -> str:
    return PALE[int(label) % len(PALE)]


def difficulties(parts: Sequence[tuple[str, float]]) -> str:
    """A bar for each exercise: the part of its points that first attempts earn."""
    if not parts:
        return ""
    row, left, width = 20, 190, WIDTH - 250
    bars = "".join(
        f'<text x="{left - 8}" y="{i * row + 25}" text-anchor="end" fill="#333">'
        f"{html.escape(name)}</text>"
        f'<rect x="{left}" y="{i * row + 14}" width="{width * part:.1f}" height="13" '
        f'fill="{COLOURS[0]}"/>'
        f'<text x="{left + width * part + 6:.1f}" y="{i * row + 25}" fill="#333">{part:.2f}</text>'
        for i, (name, part) in enumerate(parts)
    )
    hardest = sorted(parts, key=lambda one: one[1])[:5]
    alt = "Difficulty, hardest first: " + "; ".join(f"{name} {part:.2f}" for name, part in hardest)
    return image(framed(bars, height=len(parts) * row + 30), alt)
