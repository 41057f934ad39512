"""`verify` has to be able to fail: exercises broken on purpose, and the sentence that says so."""

import numpy as np
import pytest

from grader.core.exercise import Case, Mistake, Part
from grader.core.kinds import Option
from grader.core.verify import findings, mistake_table
from tests.core import toys


def sentences(exercise):
    return " | ".join(finding.sentence for finding in findings(exercise))


@pytest.mark.parametrize(
    "exercise",
    [
        toys.function(),
        toys.number(),
        toys.array(),
        toys.formula(),
        toys.multi(),
        toys.breaking(),
        toys.hiding(),
    ],
)
def test_sound_exercises_have_no_findings(exercise):
    assert findings(exercise) == []


def misnamed(X, c):
    """Return (Y, db)."""
    return c * X, X.sum(axis=0, keepdims=True)


def never_right(X, c):
    """Return (Y, db)."""
    return c * X + np.random.default_rng().normal(), X.sum(axis=0, keepdims=True)


SQUARE_ONLY = [Case("c is 1", (np.ones((2, 2)), 1.0))]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reference": misnamed}, "the reference is called misnamed, not scaled"),
        ({"reference": never_right, "mistakes": ()}, "the reference does not earn everything"),
        ({"hints": ("one",)}, "there are 1 hints; give 3"),
        ({"prompt": " "}, "the title or the prompt is empty"),
        ({"cases": lambda rng: SQUARE_ONLY}, "no case catches NO-C"),
        ({"mistakes": (Mistake("GONE", "…", ("c ** X", "X")),)}, "GONE cannot be made"),
        ({"mistakes": (Mistake("BAD", "…", ("c * X", "c * ")),)}, "BAD cannot be made"),
        ({"mistakes": (Mistake("TYPO", "…", ("c * X", "c * x")),)}, "TYPO cannot be made: name"),
        (
            {"mistakes": tuple(Mistake(n, f"As {n}.", ("c * X", "X")) for n in "ABC")},
            "C is taken for A",
        ),
        (
            {"mistakes": tuple(Mistake("A", "…", ("c * X", new)) for new in ("X", "-X"))},
            "two mistakes are called A",
        ),
        ({"mistakes": (Mistake("A", " ", ("c * X", "X")),)}, "A has no sentence"),
        ({"rubric": (Part("Y", 2), Part("db", 1))}, "it has 0 form lines"),
        (
            {"rubric": (Part("Y", 2, outputs=("Z",)), Part("m", 1, form=True))},
            "looks at 'Z', which is not returned",
        ),
        ({"rubric": ()}, "it is worth no points"),
    ],
)
def test_a_broken_function_exercise_is_found(changes, sentence):
    assert sentence in sentences(toys.function(**changes))


def test_two_mistakes_that_are_the_same_function_are_sound_with_sentences_of_their_own():
    twins = tuple(Mistake(n, n, ("c * X", "X")) for n in ("A", "B"))
    assert findings(toys.function(mistakes=twins)) == []


def test_a_case_that_names_a_line_that_is_not_there():
    cases = [Case("general", (np.ones((2, 3)), 2.0)), Case("x", (np.eye(2), 2.0), lines=("Q",))]
    assert "names the line 'Q'" in sentences(toys.function(cases=lambda rng: cases, mistakes=()))


def test_a_view_must_name_its_lines():
    view = Case("sum", (np.eye(2), 2.0), view=lambda out: out[0].sum())
    cases = [Case("general", (np.ones((2, 3)), 2.0)), view]
    assert "must name its lines" in sentences(toys.function(cases=lambda rng: cases, mistakes=()))


def test_a_line_that_nothing_touches():
    cases = [Case("general", (np.eye(2), 2.0), lines=("Y",))]
    assert "no case touches the line 'db'" in sentences(
        toys.function(cases=lambda rng: cases, mistakes=())
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"prompt": "Multiply «a»."}, "does not show b"),
        ({"prompt": "Multiply «a» by «b» and «z»."}, "shows «z», which is not drawn"),
        ({"draw_parameters": lambda rng: {"a": 2, "b": 2}}, "none of 400 draws"),
        (
            {"mistakes": (Mistake("SAME", "…", ("a * b", "b * a")),)},
            "none of 400 draws",
        ),
        (
            {"mistakes": (Mistake("NEVER", "…", ("a * b", "float('nan')")),)},
            "NEVER applies to none",
        ),
    ],
)
def test_a_broken_number_is_found(changes, sentence):
    assert sentence in sentences(toys.number(**changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"also": ("r*m",)}, "'r*m' should be accepted"),
        ({"mistakes": (Mistake("A", "…", ("m * r + r", "r * (m + 1)")),)}, "is accepted"),
        (
            {
                "mistakes": (
                    Mistake("A", "first", ("m * r + r", "m * r")),
                    Mistake("B", "second", ("m * r + r", "r * m")),
                )
            },
            "B ('r * m') is taken for first",
        ),
    ],
)
def test_a_broken_formula_is_found(changes, sentence):
    assert sentence in sentences(toys.formula(**changes))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((Option("a", True, "."), Option("b", True, ".")), "true and false statements"),
        ((Option("a", True, "."), Option("a", False, ".")), "the same"),
        ((Option("a", True, ""), Option("b", False, ".")), "needs its sentence"),
    ],
)
def test_broken_statements_are_found(options, sentence):
    assert sentence in sentences(toys.multi(options=options))


NEVER = Mistake("NEVER", "It shows nowhere.", ("c * X", "X * c"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"prompt": "`«code»`"}, "must show «code» and «example»"),
        ({"mistakes": (Mistake("GONE", "…", ("c ** X", "X")),)}, "GONE cannot be made"),
        (
            {"mistakes": tuple(Mistake(n, f"As {n}.", ("c * X", "X")) for n in "ABC")},
            "two mistakes make the same program",
        ),
        ({"mistakes": (NEVER,)}, "there is no answer for NEVER"),
        (
            {"mistakes": (NEVER,), "answers": {"NEVER": toys.SMALL}},
            "the answer for NEVER does not earn everything: On this input both programs return "
            "the same",
        ),
        ({"example": toys.SMALL}, "the example shows SQUARE"),
        ({"example": {"X": [[1]]}}, "or is not an input: b is missing"),
        (
            {"answers": {id: {**toys.WIDE, "c": 2} for id in ("SQUARE", "FIRST", "STOPS")}},
            "SQUARE shows on 4 numbers, not only on 6: ",
        ),
    ],
)
def test_a_program_that_cannot_be_broken_as_said_is_found(changes, sentence):
    assert sentence in sentences(toys.breaking(**changes))


def test_an_answer_that_the_weak_check_sees_is_found():
    seen = {"ABS": {**toys.SMALL, "b": [[-1]]}, "OFF": {**toys.SMALL, "X": [[-1]]}}
    assert "With b set to 0 the mistake still shows in t." in sentences(toys.hiding(answers=seen))


def test_the_table_says_which_case_sees_which_mistake():
    columns, rows = mistake_table(toys.function())
    assert columns == ("general", "one row", "form")
    assert {row.mistake: row.shows for row in rows}["MEAN"] == ("general",)
    assert {row.mistake: row.shows for row in rows}["SHAPE"] == ("form",)
