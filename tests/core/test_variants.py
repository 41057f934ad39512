import numpy as np
import pytest

from grader.core.variants import NoVariant, filled, first_apart, plain, seed_of, shown


def test_every_student_and_exercise_has_a_seed_of_its_own():
    seeds = {seed_of("c", e, s) for e in ("a", "b") for s in ("ana", "bo", "")}
    assert len(seeds) == 6
    assert seed_of("c", "a", "ana") == seed_of("c", "a", "ana")
    assert seed_of("c", "a", "ana", practice=1) != seed_of("c", "a", "ana")


def test_the_first_draw_that_keeps_answers_apart_is_taken():
    drawn = first_apart(lambda rng: {"a": rng.integers(0, 100)}, lambda p: p["a"] % 2 == 0, 7)
    tries = [int(np.random.default_rng([7, k]).integers(0, 100)) for k in range(400)]
    assert drawn["a"] == next(a for a in tries if a % 2 == 0)


def test_an_exercise_without_a_good_draw_is_at_fault():
    with pytest.raises(NoVariant):
        first_apart(lambda rng: {}, lambda p: False, 0)


def test_drawn_values_become_plain_data():
    assert plain([np.float64(0.5), np.arange(2), (1, "x")]) == [0.5, [0, 1], [1, "x"]]


def test_values_are_shown_as_a_person_writes_them():
    assert shown([[1, -2], [0.25, 0.0]]) == "[[1, −2], [0.25, 0]]"
    assert filled("From «a» to «b».", {"a": 1, "b": [2.5]}) == "From 1 to [2.5]."
