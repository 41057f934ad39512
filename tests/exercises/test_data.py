"""Unit B: programs that make and initialise data, in the styles of students."""

import numpy as np
import pytest

from exercises.data import init_linear, make_spiral
from exercises.spiral import spiral
from tests.exercises.programs import judged, named

SPIRALS = {
    "point by point": (
        4,
        """
        def make_spiral(n, K, noise):
            X, y = [], []
            for k in range(K):
                for i in range(n):
                    share = i / (n - 1) if n > 1 else 0.0
                    t = 4 * k + 4 * share + noise[k, i]
                    X.append([share * np.sin(t), share * np.cos(t)])
                    y.append(k)
            return np.array(X), np.array(y)
        """,
    ),
    "all at once": (
        4,
        """
        def make_spiral(n, K, noise):
            r = np.tile(np.linspace(0, 1, n), K)
            t = np.linspace(4 * np.arange(K), 4 * np.arange(1, K + 1), n, axis=1) + noise
            X = np.stack([r * np.sin(t.ravel()), r * np.cos(t.ravel())], axis=1)
            return X, np.arange(K).repeat(n)
        """,
    ),
    "the noise grows": (
        3.5,
        """
        def make_spiral(n, K, noise):
            r = np.tile(np.linspace(0, 1, n), K)
            for k in range(K):
                noise[k] += np.linspace(4 * k, 4 * (k + 1), n)
            X = np.column_stack([r * np.sin(noise.ravel()), r * np.cos(noise.ravel())])
            return X, np.arange(K).repeat(n)
        """,
    ),
    "labels that would need a terabyte to count": (
        2,
        """
        def make_spiral(n, K, noise):
            r = np.tile(np.linspace(0, 1, n), K)
            t = np.linspace(4 * np.arange(K), 4 * np.arange(1, K + 1), n, axis=1) + noise
            X = np.column_stack([r * np.sin(t.ravel()), r * np.cos(t.ravel())])
            return X, np.full(n * K, 10**12)
        """,
    ),
}


@pytest.mark.parametrize(("points", "source"), SPIRALS.values(), ids=SPIRALS)
def test_a_spiral_earns_what_it_is_worth(points, source):
    result = judged(make_spiral.exercise, source)
    assert result.points == points


def test_changed_noise_is_not_taken_for_float_labels():
    result = judged(make_spiral.exercise, SPIRALS["the noise grows"][1])
    assert named(result) == ["B1-NOISE-INPLACE"]


def test_the_spiral_asked_for_is_the_one_that_training_uses():
    noise = np.random.default_rng(1).normal(size=(3, 20))
    asked, used = make_spiral.make_spiral(20, 3, noise), spiral(20, 3, noise)
    np.testing.assert_allclose(asked[0], used[0])
    np.testing.assert_array_equal(asked[1], used[1])


@pytest.mark.parametrize(
    ("draw", "right"),
    [
        ("rng.standard_normal((D, K))", True),
        ("rng.normal(size=(K, D)).T", True),
        ("np.array([[rng.normal() for _ in range(K)] for _ in range(D)])", True),
        ("rng.standard_normal((2 * D, K))[::2]", True),
        ("-rng.standard_normal((D, K))", True),
        ("rng.uniform(-3**0.5, 3**0.5, (D, K))", False),
        ("rng.choice([-1.0, 1.0], (D, K))", False),
        ("np.repeat(rng.standard_normal((D, 1)), K, axis=1)", False),
        ("rng.standard_normal((1, K)).repeat(D, axis=0)", False),
        ("np.random.RandomState(0).normal(size=(D, K))", False),
        ("rng.laplace(0, 0.5**0.5, (D, K))", False),
        ("np.zeros((D, K))", False),
    ],
)
def test_any_way_to_draw_normal_numbers_counts(draw, right):
    source = f"def init_linear(D, K, rng):\n    return {draw}, np.zeros((1, K))"
    assert judged(init_linear.exercise, source).right == right


def test_no_effort_earns_little():
    source = "def init_linear(D, K, rng):\n    return np.zeros((D, K)), np.zeros((1, K))"
    assert judged(init_linear.exercise, source).points <= 1
