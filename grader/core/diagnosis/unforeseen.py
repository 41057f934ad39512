"""Which outputs are explained by a factor that nobody catalogued, and how is it told?"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grader.core.diagnosis.factors import factor_of
from grader.core.diagnosis.parts import parts_of
from grader.core.phrases import listed
from grader.core.result import Named
from grader.core.run import CallResult

if TYPE_CHECKING:
    from grader.core.kinds.code import Code

FACTOR = "FACTOR"


def unforeseen(
    exercise: "Code", sample: Sequence[CallResult], names: Sequence[str]
) -> Mapping[str, Named]:
    """A sentence for every output that a factor explains.

    Where the parts of several gradients are wrong in the same way, they share one sentence: that is
    one slip.
    """
    whole = {name: factor_of(exercise, sample, name) for name in names}
    parts = {n: parts_of(exercise, sample, n) for n, sentence in whole.items() if not sentence}
    found = {n: Named(FACTOR, sentence) for n, sentence in whole.items() if sentence}
    for name, words in parts.items():
        alike = listed([_called(exercise, n) for n in parts if parts[n] == words])
        if words:
            found[name] = Named(FACTOR, f"In {alike} {words}.")
    return {name: found[name] for name in names if name in found}


def _called(exercise: "Code", name: str) -> str:
    """An output within a sentence."""
    if len(exercise.returns) == 1:
        return "your result"
    return "the loss" if name == "loss" else name
