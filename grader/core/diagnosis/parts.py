"""Is a gradient a multiple of its data part plus a multiple of its penalty, and which multiples?"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.core import local
from grader.core.compare import FUNCTION
from grader.core.diagnosis.factors import output
from grader.core.diagnosis.readings import Reading, constant, readings
from grader.core.diagnosis.sizes import sizes
from grader.core.run import Call, CallResult
from grader.core.sheet import sheet_of

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

STRENGTH = "alpha"
CLOSE = 1e-5
RIGHT = constant(1.0)


@dataclass(frozen=True)
class Probe:
    """A call in which an output should be `data` + alpha `parameter`, and what it is."""

    data: np.ndarray
    parameter: np.ndarray
    observed: np.ndarray
    known: Mapping[str, float]

    def fit(self) -> tuple[float, float] | None:
        """The multiples of data and parameter that come closest; None if they cannot be told."""
        if not np.isfinite(self.observed).all():
            return None
        both = np.stack([self.data.ravel(), self.parameter.ravel()], axis=1)
        found, _, rank, _ = np.linalg.lstsq(both, self.observed.ravel(), rcond=1e-6)
        return (float(found[0]), float(found[1])) if rank == 2 else None

    def is_given(self, data: Reading, penalty: Reading) -> bool:
        fit = data.value(self.known) * self.data + penalty.value(self.known) * self.parameter
        gap = np.max(np.abs(self.observed - fit), initial=0.0)
        return bool(gap <= FUNCTION.of(self.observed))


def parts_of(exercise: "Code", sample: Sequence[CallResult], name: str) -> str:
    """Words such as `the data part is right, but the part of the penalty is N times too large`.

    Fitted to the first call that tells both parts apart, and said only if it holds for all others
    and nothing else does; empty otherwise, and if the exercise has no such parts.
    """
    probes = list(_probes(exercise, sample, name))
    fits = [(probe, fit) for probe in probes if (fit := probe.fit())]
    if len(probes) < len(sample) or len(fits) < 2:
        return ""
    first, (a, r) = fits[0]
    pairs = itertools.product(_data(a, first.known), _penalty(r, first.known))
    found = {_words(*pair) for pair in pairs if all(probe.is_given(*pair) for probe in probes)}
    return found.pop() if len(found) == 1 else ""


def _probes(exercise: "Code", sample: Sequence[CallResult], name: str) -> Iterator[Probe]:
    """The calls as probes, up to the first that is none."""
    places = {argument: i for i, argument in enumerate(exercise.arguments)}
    if not {STRENGTH, name[1:]} <= set(places) or name[:1] != "d":
        return
    sheet, last = sheet_of(exercise), places[STRENGTH]
    for index, result in zip(sheet.probes, sample, strict=True):
        args = sheet.calls[index].args
        strength, parameter = float(args[last]), args[places[name[1:]]]
        bare = Call((*args[:last], 0.0, *args[last + 1 :]))
        (without,) = local.sample(exercise.reference, [bare], exercise.driver)
        right, data, observed = (
            output(exercise, one, name) for one in (sheet.expected[index], without, result)
        )
        if right is None or data is None or observed is None or observed.shape != data.shape:
            return
        if data.shape != parameter.shape or not np.allclose(right, data + strength * parameter):
            return
        yield Probe(data, parameter, observed, {**sizes(exercise, args), STRENGTH: strength})


def _data(number: float, known: Mapping[str, float]) -> list[Reading]:
    """The readings of a multiple of the data part."""
    return [reading for reading in _multiples(number, known) if _near(reading, number, known)]


def _penalty(number: float, known: Mapping[str, float]) -> list[Reading]:
    """The readings of a multiple of the parameter, which should be alpha."""
    multiples = _multiples(number / known[STRENGTH] if known[STRENGTH] else 0.0, known)
    strengths = [
        *(Reading(one.words, lambda k, one=one: one.value(k) * k[STRENGTH]) for one in multiples),
        Reading("lacks the factor alpha", lambda _: 1.0),
        Reading("has the factor alpha twice", lambda k: k[STRENGTH] ** 2),
    ]
    return [reading for reading in strengths if _near(reading, number, known)]


def _multiples(number: float, known: Mapping[str, float]) -> list[Reading]:
    """All that may be said of a number, and the number itself if somebody can have typed it."""
    letters = set(known) - {STRENGTH}
    return [RIGHT, constant(0.0), *readings(letters), constant(float(f"{number:.2g}"))]


def _near(reading: Reading, number: float, known: Mapping[str, float]) -> bool:
    return bool(np.isclose(reading.value(known), number, rtol=CLOSE, atol=CLOSE))


def _words(data: Reading, penalty: Reading) -> str:
    in_data, in_penalty = f"the data part {data.words}", f"the part of the penalty {penalty.words}"
    if penalty.words == RIGHT.words:
        return f"{in_penalty}, but {in_data}"
    return f"{in_data}, {'but' if data.words == RIGHT.words else 'and'} {in_penalty}"
