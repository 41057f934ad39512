"""Which class does a classifier give to every place of the plane, and where are the points?"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.web.svg import COLOURS, PALE, SIDE, framed, image

CELLS = 64  # of a picture, in each direction

Classes = Callable[[np.ndarray], np.ndarray]
ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "relu": lambda Z: np.maximum(Z, 0.0),
    "tanh": np.tanh,
    "sigmoid": lambda Z: 0.5 + 0.5 * np.tanh(Z / 2),
}


def classifier(layers: Sequence[Sequence[Any]], act: str = "relu") -> Classes:
    """The function that gives every row of an array the class of its largest score."""

    def classes(A: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            for i, (W, b) in enumerate(layers):
                A = (ACTIVATIONS[act](A) if i else A) @ np.array(W) + np.array(b)
        return A.argmax(axis=1)

    return classes


def boundary(classes: Classes, X: np.ndarray, y: np.ndarray, name: str = "your classifier") -> str:
    """The regions of a trained classifier, with the data X (N, 2), y (N,)."""
    middle, reach = _window(X)
    steps = (np.arange(CELLS) + 0.5) / CELLS * 2 - 1
    across, down = np.meshgrid(steps, -steps)
    grid = middle + reach * np.column_stack([across.ravel(), down.ravel()])
    right = float((classes(X) == y).mean())
    alt = f"Regions of {name} with the data: {right:.0%} of the points lie in their own"
    regions = _regions(classes(grid).reshape(CELLS, CELLS))
    return image(framed(regions + _dots(X, y), SIDE, SIDE), alt)


def scatter(X: np.ndarray, y: np.ndarray, alt: str) -> str:
    """Points X (N, 2) in the colours of their labels y (N,)."""
    return image(framed(_dots(X, y), SIDE, SIDE), alt)


def _window(X: np.ndarray) -> tuple[np.ndarray, float]:
    """The middle of the points and half the side of the square that is shown."""
    return (X.max(axis=0) + X.min(axis=0)) / 2, 0.55 * float(np.ptp(X, axis=0).max()) or 1.0


def _regions(labels: np.ndarray) -> str:
    """One path for each class; neighbours in a row of cells are one bar, a little too large."""
    bars: dict[int, list[str]] = {}
    step = SIDE // CELLS
    for i, row in enumerate(labels):
        ends = [*(np.flatnonzero(np.diff(row)) + 1), CELLS]
        for start, end in zip([0, *ends], ends, strict=False):
            x, width = start * step, (end - start) * step + 0.5
            bar = f"M{x} {i * step}h{width}v{step + 0.5}h{-width}z"
            bars.setdefault(int(row[start]), []).append(bar)
    return "".join(
        f'<path d="{"".join(each)}" fill="{PALE[label % len(PALE)]}"/>'
        for label, each in sorted(bars.items())
    )


def _dots(X: np.ndarray, y: np.ndarray) -> str:
    """Points as lines without length and with round ends: two for each class, one of them white."""
    middle, reach = _window(X)
    places = (X - middle) / reach * [1, -1] * SIDE / 2 + SIDE / 2
    drawn = []
    for label in np.unique(y):
        dots = "".join(f"M{a:.1f} {b:.1f}h0" for a, b in places[y == label])
        colour = COLOURS[int(label) % len(COLOURS)]
        drawn += [(dots, "white", 6.4), (dots, colour, 5.2)]
    return "".join(
        f'<path d="{dots}" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'
        for dots, colour, width in drawn
    )
