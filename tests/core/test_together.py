"""Pairs and triples of mistakes: simulated once, kept, and found by what they return."""

import numpy as np
import pytest

from exercises.deep.backward import exercise as backward
from exercises.deep.output_grads import exercise as output_grads
from exercises.softmax.cross_entropy import exercise
from grader.core import local
from grader.core.diagnosis.bank import bank_of
from grader.core.diagnosis.kept import Kept
from grader.core.edits import composed

BANK = bank_of(exercise)
KNOWN = {mistake.id: mistake for mistake in BANK.mistakes}


def group(*ids):
    return tuple(mistake for mistake in BANK.mistakes if mistake.id in ids)


def found(mistakes):
    sample = local.sample(composed(exercise.reference, mistakes), BANK.calls)
    together = BANK.together
    return list(together.matching(together.observed(sample), exercise.returns, lenient=False))


@pytest.mark.parametrize(
    "ids",
    [
        ("SM-AXIS0", "CE-SUM"),
        ("SM-AXIS0", "CE-SUM", "CE-LABEL1"),
        # Scores that overflow are not among the probes: this one does not show there.
        ("SM-UNSTABLE", "CE-SUM", "CE-LABEL1"),
        ("SM-UNSTABLE", "SM-GLOBAL", "CE-SUM"),
    ],
)
def test_mistakes_made_together_are_among_those_that_could_be_meant(ids):
    made = group(*ids)
    assert set(made) in [set(could) for could in found(made)]


def test_other_mistakes_are_not():
    assert group("SM-AXIS0", "CE-SUM") not in found(group("SM-AXIS0", "CE-LABEL1"))


def test_what_does_not_show_beside_others_is_not_simulated_with_them():
    kept, unseen = BANK.together.kept, KNOWN["SM-UNSTABLE"]
    pair = group("CE-SUM", "CE-LABEL1")
    assert kept.hides(pair, unseen)
    assert not any({*pair, unseen} == set(triple) for triple in kept.triples.mistakes)


@pytest.mark.parametrize(
    "exercise",
    [exercise, output_grads, backward],
    ids=["one output", "two losses", "no triples"],
)
def test_what_is_kept_comes_back_as_it_was(exercise):
    mistakes, kept = bank_of(exercise).mistakes, bank_of(exercise).together.kept
    again = Kept.unpacked(kept.packed(mistakes), mistakes, exercise.returns)
    assert again.hidden == kept.hidden
    for old, new in ((kept.pairs, again.pairs), (kept.triples, again.triples)):
        assert new.mistakes == old.mistakes
        for name in exercise.returns:
            assert np.array_equal(new.outputs[name].numbers, old.outputs[name].numbers)
