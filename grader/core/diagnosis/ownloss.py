"""Are the returned gradients the derivative of the returned loss?  Needs no catalogue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.core.compare import numeric
from grader.core.phrases import listed
from grader.core.run import Call, CallResult, Returned
from grader.core.sheet import sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

Sampler = Callable[[tuple[Call, ...]], Sequence[CallResult]]

DIRECTIONS = 3
STEP = 1e-5
AGREES = 1e-4
KINK = 1e-2


@dataclass(frozen=True)
class Slope:
    """A derivative of the student's loss along a direction, and what their gradient says of it."""

    output: str
    numerical: float
    analytic: float
    scale: float
    reliable: bool

    @property
    def agrees(self) -> bool:
        return abs(self.numerical - self.analytic) <= AGREES * max(self.scale, 1e-3)


def gradients_of(exercise: "Code") -> dict[str, int]:
    """The outputs that are gradients of the loss (dW for the argument W), with its position."""
    if exercise.returns[0] != "loss":
        return {}
    places = {name: i for i, name in enumerate(exercise.arguments)}
    return {out: places[out[1:]] for out in exercise.returns[1:] if out[1:] in places}


def own_loss_sentence(
    exercise: "Code", first: CallResult, right: Sequence[str], sample: Sampler
) -> str:
    """Which of loss and gradients is wrong, judged by the student's own loss; empty if unknown.

    The loss is differentiated numerically along random directions at the first case.  Directions
    across a kink of the loss are left out.
    """
    places = gradients_of(exercise)
    if not places or not isinstance(first, Returned) or not _complete(exercise, first.value):
        return ""
    slopes = [s for s in _slopes(exercise, places, first.value, sample) if s.reliable]
    if {slope.output for slope in slopes} != set(places):
        return ""
    off = [name for name in places if any(s.output == name and not s.agrees for s in slopes)]
    return _sentence("loss" in right, all(name in right for name in places), off)


def _complete(exercise: "Code", value: Any) -> bool:
    return (
        isinstance(value, tuple | list)
        and len(value) == len(exercise.returns)
        and all(numeric(item) is not None for item in value)
        and np.ndim(value[0]) == 0
    )


def _slopes(
    exercise: "Code", places: dict[str, int], value: Sequence[Any], sample: Sampler
) -> list[Slope]:
    args = sheet_of(exercise).calls[0].args
    rng = np.random.default_rng(2)
    steps = [
        (name, rng.normal(size=np.shape(args[place])), place)
        for name, place in places.items()
        for _ in range(DIRECTIONS)
    ]
    calls = [_moved(args, place, h * d) for _, d, place in steps for h in (STEP, -STEP)]
    losses = [_loss(result) for result in sample(tuple(calls))]
    if len(losses) < len(calls):
        return []
    return [
        _slope(name, direction, float(np.ravel(value[0])[0]), value, exercise, losses[2 * i :])
        for i, (name, direction, _) in enumerate(steps)
    ]


def _moved(args: tuple[Any, ...], place: int, step: np.ndarray) -> Call:
    return Call((*args[:place], args[place] + step, *args[place + 1 :]))


def _loss(result: CallResult) -> float:
    if not isinstance(result, Returned) or not isinstance(result.value, tuple | list):
        return np.nan
    loss = numeric(result.value[0]) if result.value else None
    return float(loss.ravel()[0]) if loss is not None and loss.size == 1 else np.nan


def _slope(
    name: str,
    direction: np.ndarray,
    here: float,
    value: Sequence[Any],
    exercise: "Code",
    losses: Sequence[float],
) -> Slope:
    up, down = losses[0], losses[1]
    gradient = numeric(value[exercise.returns.index(name)])
    assert gradient is not None
    fits = gradient.size == direction.size and np.isfinite(gradient).all()
    analytic = float(gradient.ravel() @ direction.ravel()) if fits else np.nan
    left, right = (here - down) / STEP, (up - here) / STEP
    scale = max(abs(left), abs(right), float(np.linalg.norm(direction)) * 1e-2)
    reliable = bool(np.isfinite([up, down, here]).all()) and abs(left - right) <= KINK * scale
    return Slope(name, (up - down) / (2 * STEP), analytic, scale, reliable)


def _sentence(loss_right: bool, gradients_right: bool, off: Sequence[str]) -> str:
    if loss_right and not gradients_right and off:
        return f"Your loss is right; its numerical derivative disagrees with your {listed(off)}."
    if not loss_right and gradients_right:
        return "Your gradients are right, but not the derivative of your loss: mend the loss."
    if not loss_right and not off:
        return "Your gradients are the derivative of your loss, but it is not the loss asked for."
    if not loss_right and not gradients_right:
        are = "is not its derivative" if len(off) == 1 else "are not its derivatives"
        return f"The loss is not the one asked for; {listed(off)} {are} either."
    return ""
