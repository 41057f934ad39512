"""What does a sentence about a factor claim?  Read from its words, to try it on fresh inputs."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.core import local
from grader.core.diagnosis.sizes import sizes
from grader.core.kinds import Code
from grader.core.run import Call, Returned

WHOLE = re.compile(r"(Your result|\w+) ((?:is|has) .*)\.$")
DATA_FIRST = re.compile(r"In (.*) the data part (.*), (?:but|and) the part of the penalty (.*)\.$")
DATA_LAST = re.compile(r"In (.*) the part of the penalty (.*), but the data part (.*)\.$")

Readings = Mapping[str, tuple[str, ...]]


def readings(sentences: Sequence[str], returns: Sequence[str]) -> Readings:
    """For each output what is said of it, or of its data part and of that of the penalty."""
    found: dict[str, tuple[str, ...]] = {}
    for sentence in sentences:
        if parts := DATA_FIRST.match(sentence):
            names, *words = parts.groups()
        elif parts := DATA_LAST.match(sentence):
            names, *words = (parts[1], parts[3], parts[2])
        else:
            whole = WHOLE.match(sentence)
            assert whole, sentence
            names, *words = whole.groups()
        alone = names.lower() == "your result"
        for name in returns if alone else re.split(", | and ", names):
            found[name.removeprefix("the ")] = tuple(words)
    return found


def scaled(exercise: Code, call: Call, name: str, right: Any, words: tuple[str, ...]) -> Any:
    """An output as these words say that it is."""
    place = exercise.arguments.index("alpha") if "alpha" in exercise.arguments else 0
    alpha = float(call.args[place]) if len(words) > 1 else 0.0
    known = {**sizes(exercise, call.args), "alpha": alpha}
    if len(words) == 1:
        return _factor(words[0], known) * right
    data, whole = (_output(exercise, call, place, strength, name) for strength in (0.0, 1.0))
    penalty = _strength(words[1], known) * (whole - data)
    return _factor(words[0], known) * data + penalty


def _output(exercise: Code, call: Call, place: int, strength: float, name: str) -> Any:
    """What the reference returns with another strength of the penalty."""
    other = Call((*call.args[:place], strength, *call.args[place + 1 :]))
    (result,) = local.sample(exercise.reference, [other], exercise.driver)
    assert isinstance(result, Returned)
    return result.value[exercise.returns.index(name)] if len(exercise.returns) > 1 else result.value


def _strength(words: str, known: Mapping[str, float]) -> float:
    """The multiple of the parameter that `lacks the factor alpha` means."""
    alpha = known["alpha"]
    special = {"lacks the factor alpha": 1.0, "has the factor alpha twice": alpha**2}
    return special[words] if words in special else alpha * _factor(words, known)


def _factor(words: str, known: Mapping[str, float]) -> float:
    """The factor that `is N times too large` means."""
    plain = {"is right": 1.0, "is missing": 0.0, "has the wrong sign": -1.0}
    if words in plain:
        return plain[words]
    if words.startswith("is the right one times"):
        return float(words.split()[-1])
    if words.startswith("is divided by"):
        return known["N"] / known[words.split()[3]]
    size = words.split()[1]
    number = known[size] if size.isalpha() else float(size)
    return number if words.endswith("large") else 1 / number
