import pytest

from grader.core.exercise import Question
from grader.web.entered import Entered, TooLong, given_before

NUMBER = Question("x", "ana", {}, "", fields=("Your answer",))
TWO = Question("x", "ana", {}, "", fields=("(a)", "(b)"))
FACTS = Question("x", "ana", {}, "", options=("one", "two", "three"))
PROGRAM = Question("x", "ana", {}, "", starter="def f(): ...")


@pytest.mark.parametrize(
    ("question", "entered", "answer"),
    [
        (NUMBER, Entered(typed=("3/8", "left over", "")), "3/8"),
        (TWO, Entered(typed=("a", "", "")), ["a", ""]),
        (FACTS, Entered(ticked=(True, False, True)), ["A", "C"]),
        (PROGRAM, Entered(program="def f(): return 1"), "def f(): return 1"),
    ],
)
def test_an_answer_is_made_of_the_inputs_that_belong_to_the_question(question, entered, answer):
    assert entered.answer(question) == answer


@pytest.mark.parametrize("question", [NUMBER, TWO, FACTS, PROGRAM])
def test_nothing_entered_is_no_answer(question):
    assert Entered(("", " ", ""), (False,) * 8, "\n").answer(question) is None


@pytest.mark.parametrize("value", [None, 1, {"evil": 1}, ["x"], True])
def test_whatever_else_a_browser_sends_counts_as_empty(value):
    entered = Entered.from_browser([value, "2"], [value if value is not True else 1], value)
    assert entered == Entered(("", "2"), (False,), "")


@pytest.mark.parametrize(("typed", "program"), [("x" * 10_001, ""), ("", "x" * 200_001)])
def test_what_is_far_too_long_is_told(typed, program):
    with pytest.raises(TooLong, match="longer than"):
        Entered.from_browser([typed], [], program)


@pytest.mark.parametrize(
    ("question", "answer"),
    [(NUMBER, "3/8"), (TWO, ["a", "b"]), (FACTS, ["A", "C"]), (PROGRAM, "def f(): return 1")],
)
def test_a_recorded_answer_comes_back_into_its_inputs(question, answer):
    assert given_before(question, answer).answer(question) == answer
