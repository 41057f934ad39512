"""Is a loss or a gradient a multiple of its data part plus one of its penalty, and which ones?"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.core import local
from grader.core.compare import FUNCTION
from grader.core.diagnosis.factors import output
from grader.core.diagnosis.readings import Reading, constant, quotients, readings
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
    """A call in which an output should be `data` + alpha `penalty`, and what it is."""

    data: np.ndarray
    penalty: np.ndarray
    observed: np.ndarray
    known: Mapping[str, float]

    def fits(self) -> list[tuple[float, float]]:
        """The multiples of data and penalty that come closest; none if they cannot be told."""
        if not np.isfinite(self.observed).all():
            return []
        both = np.stack([self.data.ravel(), self.penalty.ravel()], axis=1)
        if self.data.size == 1:
            return self._one_right(float(both[0, 0]), float(both[0, 1]))
        found, _, rank, _ = np.linalg.lstsq(both, self.observed.ravel(), rcond=1e-6)
        return [(float(found[0]), float(found[1]))] if rank == 2 else []

    def _one_right(self, data: float, penalty: float) -> list[tuple[float, float]]:
        """The same for one number, which tells no more than one of the two: the other is right."""
        seen, strength = float(self.observed.ravel()[0]), self.known[STRENGTH]
        if not (data and penalty and strength):
            return []
        return [(1.0, (seen - data) / penalty), ((seen - strength * penalty) / data, strength)]

    def is_given(self, data: Reading, penalty: Reading) -> bool:
        fit = data.value(self.known) * self.data + penalty.value(self.known) * self.penalty
        gap = np.max(np.abs(self.observed - fit), initial=0.0)
        return bool(gap <= FUNCTION.of(self.observed))


def parts_of(exercise: "Code", sample: Sequence[CallResult], name: str) -> str:
    """Words such as `the data part is right, but the part of the penalty is N times too large`.

    Fitted to the first call that tells both parts apart, and said only if it holds for all others
    and nothing else does; empty otherwise, and if the exercise has no such parts.
    """
    probes = list(_probes(exercise, sample, name))
    fits = [(probe, found) for probe in probes if (found := probe.fits())]
    if len(probes) < len(sample) or len(fits) < 2:
        return ""
    first, candidates = fits[0]
    pairs = [
        pair
        for a, r in candidates
        for pair in itertools.product(_data(a, first.known), _penalty(r, first.known))
    ]
    found = {_words(*pair) for pair in pairs if all(probe.is_given(*pair) for probe in probes)}
    return found.pop() if len(found) == 1 else ""


def _probes(exercise: "Code", sample: Sequence[CallResult], name: str) -> Iterator[Probe]:
    """The calls as probes, up to the first that is none."""
    if STRENGTH not in exercise.arguments or not _decays(exercise, name):
        return
    sheet, place = sheet_of(exercise), exercise.arguments.index(STRENGTH)
    for index, result in zip(sheet.probes, sample, strict=True):
        args = sheet.calls[index].args
        strength = float(args[place])
        data, whole = (
            output(exercise, one, name) for one in _with_strengths(exercise, args, place, 0.0, 1.0)
        )
        right, observed = (output(exercise, one, name) for one in (sheet.expected[index], result))
        if right is None or data is None or whole is None or observed is None:
            return
        if observed.shape != data.shape or not np.allclose(right, data + strength * (whole - data)):
            return
        yield Probe(data, whole - data, observed, {**sizes(exercise, args), STRENGTH: strength})


def _decays(exercise: "Code", name: str) -> bool:
    """Whether an output is a loss, or the gradient with respect to an argument."""
    return name == "loss" or (name[:1] == "d" and name[1:] in exercise.arguments)


def _with_strengths(
    exercise: "Code", args: tuple, place: int, *strengths: float
) -> Sequence[CallResult]:
    """What the reference returns with other strengths of the penalty."""
    calls = [Call((*args[:place], strength, *args[place + 1 :])) for strength in strengths]
    return local.sample(exercise.reference, calls, exercise.driver)


def _data(number: float, known: Mapping[str, float]) -> list[Reading]:
    """The readings of a multiple of the data part."""
    letters = set(known) - {STRENGTH}
    multiples = [*_multiples(number, known), *quotients(letters)]
    return [reading for reading in multiples if _near(reading, number, known)]


def _penalty(number: float, known: Mapping[str, float]) -> list[Reading]:
    """The readings of a multiple of the penalty's derivative in alpha, which should be alpha."""
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
