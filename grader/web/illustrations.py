"""Which picture stands beside a question?  The spiral, networks with their shapes, activations."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.web.plane import scatter
from grader.web.svg import COLOURS, PALE, WIDTH, framed, image

SEEN = 6  # units of a layer that are drawn
HALF, SQUARE = 5.0, 200  # the largest |z| of an activation, and the side of its picture


def illustration(exercise: str, parameters: Mapping[str, Any]) -> str:
    """The picture of an exercise as Markdown; empty if it has none."""
    drawn = _DRAWN.get(exercise)
    return drawn(parameters) if drawn else ""


def _spiral(_: Mapping[str, Any]) -> str:
    n, K = 60, 3
    r = np.tile(np.linspace(0.0, 1.0, n), K)
    t = np.linspace(0.0, 4.0, n) + 4.0 * np.arange(K)[:, None]
    X = np.column_stack([r * np.sin(t.ravel()), r * np.cos(t.ravel())])
    return scatter(X, np.repeat(np.arange(K), n), "The spiral with three classes and no noise")


def _two_layers(p: Mapping[str, Any]) -> str:
    sizes = ((p["D"], "inputs"), (p["H"], "hidden units"), (p["K"], "classes"))
    return network(sizes, (f"W1: {p['D']} × {p['H']}", "W2: ?"))


def _deep(p: Mapping[str, Any]) -> str:
    widths = [p[f"d{i}"] for i in range(4)]
    names = ("inputs", "layer 1", "layer 2", "layer 3")
    weights = [f"W{i + 1}: {a} × {b}" for i, (a, b) in enumerate(itertools.pairwise(widths))]
    return network(tuple(zip(widths, names, strict=True)), weights)


def network(sizes: Sequence[tuple[int, str]], weights: Sequence[str]) -> str:
    """Layers as columns of units, with their sizes below and the weights between them."""
    step = (WIDTH - 120) / (len(sizes) - 1)
    columns = [(60 + step * i, min(size, SEEN)) for i, (size, _) in enumerate(sizes)]
    lines = "".join(
        f'<path d="M{a:.0f} {_unit(i, m):.0f}L{b:.0f} {_unit(j, n):.0f}" stroke="#c4c8d4"/>'
        for (a, m), (b, n) in itertools.pairwise(columns)
        for i in range(m)
        for j in range(n)
    )
    units = "".join(
        f'<circle cx="{x:.0f}" cy="{_unit(i, n):.0f}" r="8" fill="{PALE[0]}" '
        f'stroke="{COLOURS[0]}"/>'
        for x, n in columns
        for i in range(n)
    )
    below = "".join(
        _text(x, 196, f"{'…  ' if size > SEEN else ''}{size} {name}")
        for (x, _), (size, name) in zip(columns, sizes, strict=True)
    )
    above = "".join(_text(60 + step * (i + 0.5), 18, text) for i, text in enumerate(weights))
    layers = ", ".join(f"{size} {name}" for size, name in sizes)
    alt = f"A network with {layers}; weights {', '.join(weights)}"
    return image(framed(lines + units + below + above, height=212), alt)


def _unit(i: int, n: int) -> float:
    return 102 + 25 * (i - (n - 1) / 2)


def _text(x: float, y: float, text: str, fill: str = "#333") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" fill="{fill}">{text}</text>'


Curve = Callable[[np.ndarray], np.ndarray]


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


ACTIVATIONS: dict[str, tuple[Curve, Curve]] = {
    "sigmoid": (_sigmoid, lambda z: _sigmoid(z) * _sigmoid(-z)),
    "tanh": (np.tanh, lambda z: np.cosh(z) ** -2.0),
    "ReLU": (lambda z: np.maximum(z, 0.0), lambda z: (z > 0).astype(float)),
}


def _activations(*names: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda _: activations(names)


def activations(names: Sequence[str]) -> str:
    """Activations σ and their derivatives σ', side by side."""
    drawn = "".join(_panel(name, 10 + i * (SQUARE + 10)) for i, name in enumerate(names))
    words = " and ".join(names)
    alt = f"{words}: the activation σ (solid) and its derivative σ' (dashed) from −5 to 5"
    return image(framed(drawn, 10 + (SQUARE + 10) * len(names), SQUARE + 20), alt)


def _panel(name: str, left: float) -> str:
    z = np.linspace(-HALF, HALF, 201)
    value, slope = ACTIVATIONS[name]
    middle = left + SQUARE / 2
    axes = (
        f'<path d="M{left} {_up(0):.0f}H{left + SQUARE}M{middle} 24V{SQUARE + 10}" fill="none" '
        'stroke="#aaa"/>'
    )
    curves = _curve(z, value(z), left, COLOURS[0]) + _curve(
        z, slope(z), left, COLOURS[1], ' stroke-dasharray="6 4"'
    )
    marks = _text(middle - 10, _up(1) + 4, "1", "#666") + _text(left + 26, 18, name)
    legend = _text(left + SQUARE - 60, 18, "σ", COLOURS[0]) + _text(
        left + SQUARE - 30, 18, "σ′", "#92400e"
    )
    return axes + curves + marks + legend


def _up(y: float) -> float:
    return 24 + (1.4 - y) / 2.6 * (SQUARE - 14)


def _curve(z: np.ndarray, y: np.ndarray, left: float, colour: str, dashes: str = "") -> str:
    inside = y <= 1.4
    points = " ".join(
        f"{left + (a / HALF + 1) * SQUARE / 2:.1f},{_up(b):.1f}"
        for a, b in zip(z[inside], y[inside], strict=True)
    )
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'


_DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "make_spiral": _spiral,
    "two_layer_shapes": _two_layers,
    "deep_shapes": _deep,
    "relu_pair": _activations("ReLU"),
    "activation_claims": _activations("sigmoid", "tanh"),
    "activation_derivatives": _activations("sigmoid", "tanh"),
    "grads_1d": _activations("sigmoid", "tanh"),
}
