"""What a student reads: little, the first mistake first, and both of two equal explanations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import catalog
from grader.core.kinds import Code
from grader.core.phrases import MOST, feedback_on, items, lowered
from grader.core.result import EXACT, PARTIAL, UNKNOWN, Check, Diagnosis, Named
from tests.counting import sentences

WRONG = [Check("values", 0.0, 9.0, False, "dW is not right (case: seven examples).")]
BIAS, SUM, SIGN, AXIS = (
    Named("BIAS", "The bias is missing."),
    Named("SUM", "You add up the examples; average them."),
    Named("SIGN", "dW has the wrong sign."),
    Named("AXIS", "In db you sum over the wrong axis: over what does a gradient add up?"),
)
RIGHT, LOSS = ("loss", "db"), "Your loss is right; its numerical derivative disagrees with your dW."
named = st.lists(st.sampled_from([BIAS, SUM, SIGN, AXIS]), max_size=5).map(tuple)


@given(st.sampled_from([EXACT, PARTIAL, UNKNOWN]), named, named, st.booleans(), st.booleans())
def test_nobody_reads_more_than_three_sentences(certainty, mistakes, other, right, more):
    diagnosis = Diagnosis(certainty, mistakes, RIGHT * right, other)
    assert len(sentences(feedback_on(WRONG, diagnosis, more=LOSS * more))) <= MOST


@pytest.mark.parametrize(
    ("diagnosis", "text"),
    [
        (
            Diagnosis(EXACT, (BIAS, SUM), RIGHT),
            "loss and db are right. These mistakes together give exactly your numbers: The bias is "
            "missing. You add up the examples; average them.",
        ),
        (
            Diagnosis(EXACT, (BIAS, SUM, SIGN), RIGHT),
            "loss and db are right; these mistakes together give exactly your numbers: The bias is "
            "missing. You add up the examples; average them. dW has the wrong sign.",
        ),
        (
            Diagnosis(EXACT, (BIAS, SUM, SIGN, AXIS)),
            "These mistakes together give exactly your numbers: The bias is missing. You add up "
            "the examples; average them. There are 2 more mistakes after these.",
        ),
        (
            Diagnosis(PARTIAL, (BIAS, SUM), RIGHT),
            "loss and db are right; these mistakes explain a part of it: The bias is missing. You "
            "add up the examples; average them. There is at least one more mistake.",
        ),
    ],
)
def test_what_is_too_long_begins_with_what_is_right(diagnosis, text):
    assert feedback_on(WRONG, diagnosis) == text


def test_what_the_own_loss_says_is_of_the_mistake_that_is_left():
    feedback = feedback_on(WRONG, Diagnosis(PARTIAL, (BIAS,), RIGHT), more=LOSS)
    assert feedback.endswith("There is at least one more mistake: " + lowered(LOSS))


def test_two_explanations_that_are_equally_good_are_joined_by_or():
    assert items(Diagnosis(EXACT, (BIAS,), other=(SIGN,))) == (
        "Either the bias is missing – or dW has the wrong sign.",
    )
    assert items(Diagnosis(EXACT, (BIAS, SUM), other=(AXIS, SUM))) == (
        SUM.feedback,
        "Either the bias is missing – or in db you sum over the wrong axis: over what does a "
        "gradient add up?",
    )


CODE = [e.exercise for e in catalog.entries() if isinstance(e.exercise, Code)]


@pytest.mark.parametrize("exercise", CODE, ids=lambda exercise: exercise.id)
def test_a_mistake_is_told_in_one_sentence(exercise):
    assert [m.id for m in exercise.mistakes if len(sentences(m.feedback)) != 1] == []
