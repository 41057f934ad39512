"""Which pictures does a result carry?  Its losses, its points, its training step by step."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.web.curves import loss_curve
from grader.web.plane import boundary, classifier, scatter

Extra = Mapping[str, Any]


def of(extra: Any) -> str:
    """The pictures of a result as Markdown: `losses` over the steps, points, a trained network.

    A network is `layers` ([[W, b], …]) with the activation `act` between them (ReLU if it is not
    said), points `X` (N, 2) and labels `y`; `snapshots` are networks from along the way, each with
    its `step`.  `linear` is the best linear classifier on the same points, `linear_loss` its loss.
    """
    if not isinstance(extra, Mapping):
        return ""
    X, y = np.array(extra.get("X", ())), np.array(extra.get("y", ()))
    if X.ndim != 2 or X.shape[1] != 2 or y.dtype.kind not in "iu":
        return _curve(extra)
    if "layers" in extra:
        return _training(extra, X, y)
    return scatter(X, y, "The points that your function returns, with their labels")


def _training(extra: Extra, X: np.ndarray, y: np.ndarray) -> str:
    """Every step with its regions, those of the linear classifier beside them, the losses.

    The page's script shows one step at a time; without it they stand one below the other.
    """
    act, steps = extra.get("act", "relu"), _steps(extra)
    regions = [
        f"**{_when(step)}**\n\n{boundary(classifier(layers, act), X, y, _name(step))}"
        for step, layers in steps
    ]
    linear = extra.get("linear")
    other = boundary(classifier(linear), X, y, "the best linear classifier") if linear else ""
    beside = _box("beside", other) if other else ""
    planes = _box("planes", _each(regions) + beside)
    return _box("training", planes + _each([_curve(extra, step) for step, _ in steps]))


def _steps(extra: Extra) -> list[tuple[int | None, Any]]:
    """The networks from along the way with their steps, and the one at the end."""
    known = [(one["step"], one["layers"]) for one in extra.get("snapshots", ())]
    return [*known, (None, extra["layers"])]


def _when(step: int | None) -> str:
    return "At the end" if step is None else f"Step {step}"


def _name(step: int | None) -> str:
    return "your classifier" if step is None else f"your classifier at step {step}"


def _curve(extra: Extra, step: int | None = None) -> str:
    losses: Sequence[float] = extra.get("losses", ())
    if len(losses) < 2:
        return ""
    curves = {"your training": losses}
    if "linear_loss" in extra:
        curves["best linear classifier"] = [extra["linear_loss"]] * len(losses)
    return loss_curve(curves, step)


def _each(pictures: Sequence[str]) -> str:
    """The pictures, each in the box of its step."""
    return "".join(_box(f"step step-{i}", one) for i, one in enumerate(pictures) if one)


def _box(kind: str, inside: str) -> str:
    return f'<div class="{kind}">\n\n{inside}\n\n</div>\n\n'
