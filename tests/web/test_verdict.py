from dataclasses import replace

import pytest

from grader.core import local
from grader.core.grade import grade, pose
from grader.core.phrases import TOGETHER
from grader.core.result import EXACT, Check, Diagnosis, Named
from grader.core.run import RAISED, Outcome
from grader.web.feedback import compared
from grader.web.verdict import verdict
from grader.web.words import literal
from tests.core import toys
from tests.web.test_words import PAYLOADS

UNUSED = local.runner()


def card(exercise, answer, run=UNUSED):
    question = pose(exercise, "ana")
    return verdict(question, grade(exercise, question, answer, run, lambda: 0.0))


def program(function):
    function.__name__ = "scaled"
    return local.runner(function)


def mean(X, c):
    return c * X, X.mean(axis=0, keepdims=True)


def test_a_right_answer_says_so():
    assert "Right" in card(toys.formula(), "m*r + r")


def test_a_mistake_is_named_and_what_is_right_comes_first():
    shown = card(toys.function(), "…", program(mean))
    assert shown.index("Y is right.") < shown.index("Sum, do not average.")
    assert "Partly right" in shown


def test_several_mistakes_are_a_list():
    exercise = toys.function()
    two = tuple(Named(mistake.id, mistake.feedback) for mistake in exercise.mistakes[:2])
    said = f"Y is right. {TOGETHER} {two[0].feedback} {two[1].feedback}"
    result = grade(exercise, pose(exercise, "ana"), "…", program(mean), lambda: 0.0)
    result = replace(result, feedback=said, diagnosis=Diagnosis(EXACT, two, ("Y",)))
    shown = verdict(pose(exercise, "ana"), result)
    assert all(f"<li>{one.feedback}</li>" in shown for one in two)
    assert shown.index(literal(TOGETHER)) < shown.index("<li>")


def test_a_crash_shows_the_line():
    def run(job):
        return Outcome(RAISED, message="NameError: x", line=7, text="    y = x", output="hello")

    shown = card(toys.function(), "…", run)
    assert "line-7" in shown
    assert "Your program stopped" in shown
    assert "hello" in shown
    assert "Line 7" not in shown


@pytest.mark.parametrize("text", PAYLOADS)
def test_nothing_that_a_student_typed_or_printed_is_markup(text):
    def run(job):
        return Outcome(RAISED, message=f"NameError: {text}", line=1, text=text, output=text)

    shown = card(toys.function(), "…", run) + card(toys.formula(), text) + card(toys.number(), text)
    for piece in ("<script", "<img", "<svg", "javascript:", "https://", "```", "$"):
        assert piece not in shown


def test_every_statement_gets_its_sentence():
    shown = card(toys.multi(), ["A"])
    assert all(why in shown for why in ("1 = 2·0 + 1.", "2 = 2·1.", "3 = 2·1 + 1.", "4 = 2·2."))


def test_an_attempt_is_compared_with_the_one_before():
    exercise = toys.function()
    question = pose(exercise, "ana")
    runs = program(mean), program(toys.scaled)
    first, second = (grade(exercise, question, "…", run, lambda: 0.0) for run in runs)
    assert "db" in compared(second, first.as_dict())
    assert "more than before" in compared(second, first.as_dict())
    assert "less than before" in compared(first, second.as_dict())


def test_what_got_better_is_said_even_where_the_points_stay():
    exercise = toys.formula()
    result = grade(exercise, pose(exercise, "ana"), "m", UNUSED, lambda: 0.0)
    a, b = Check("a", 1.0, 1.0, True), Check("b", 1.0, 1.0, True)
    now, before = (
        replace(result, checks=(good, replace(bad, points=0.0, passed=False)))
        for good, bad in ((a, b), (b, a))
    )
    assert compared(now, before.as_dict()) == (
        "As many points as before: a is right now, but no longer b."
    )


def test_where_there_is_one_line_only_its_points_are_compared():
    exercise = toys.multi()
    question = pose(exercise, "ana")
    letter = dict(zip(question.options, question.letters, strict=True))
    ticks = [letter["one is odd"]], [letter["one is odd"], letter["three is odd"]]
    first, second = (grade(exercise, question, t, UNUSED, lambda: 0.0) for t in ticks)
    assert compared(second, first.as_dict()) == "1.5 points more than before."
