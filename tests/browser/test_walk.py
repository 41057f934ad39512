"""Does a student who only reads the page come to full marks, in every kind of exercise?"""

import csv
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor

LAYER = """\
import numpy as np

def affine_grads(A, dZ):
    dW = np.zeros((A.shape[1], dZ.shape[1]))
    db = np.zeros((1, dZ.shape[1]))
    for a, dz in zip(A, dZ):
        dW += np.outer(a, dz)
        db += dz
    return dW, db
"""
TRAINING = """\
import numpy as np

def train_linear(X, y, K, alpha, rng):
    W, b = rng.standard_normal((X.shape[1], K)), np.zeros((1, K))
    for _ in range(2000):
        P = np.exp(X @ W + b)
        P /= P.sum(axis=1, keepdims=True)
        P[range(len(y)), y] -= 1
        W = W - 0.5 * (X.T @ P / len(y) + alpha * W)
        b = b - 0.5 * (P.mean(axis=0, keepdims=True) + alpha * b)
    return W, b
"""
INPUT = '{"A": [[1, 2], [3, -5]], "dZ": [[1, -2, 4], [3, 5, -7]]}'
BLOCKS = ("weighted sum", "weights and biases", "layers of units", "nonlinear")


def ticks(page):
    shown = {letter: page.locator(f"#text-{letter}").inner_text() for letter in "ABCDEFG"}
    return "".join(letter for letter in shown if any(word in shown[letter] for word in BLOCKS))


def loss_of_a_digit(text):
    p, y = re.search(r"(\[.*\])\s*The true digit is (\d)", text).groups()
    return f"-ln({json.loads(p)[int(y)]})"


def shape_of_the_scores(text):
    N, K = re.search(r"X is (\d+)×.* b is 1×(\d+)", text).groups()
    return f"{N} x {K}"


def derivatives_of_the_scores(text):
    P, y = (json.loads(re.search(rf"{name} = (\[.*\])", text)[1]) for name in "Py")
    T = [[int(k == label) for k in range(3)] for label in y]
    return "\n".join(", ".join(f"({P[i][k]} - {T[i][k]})/2" for k in range(3)) for i in range(2))


def table(text):
    numbers = re.findall(r"(?:x|w1|w2|w3|y) = (−?\d+)", text)
    x, w1, w2, w3, y = (int(number.replace("−", "-")) for number in numbers[-5:])
    z2, z3, z4 = w1 * x, w2 * w1 * x, w3 * w2 * w1 * x
    d4, d3, d2 = (2 * (z4 - y) * factor for factor in (1, w3, w3 * w2))
    return ", ".join(map(str, (z2, z3, z4, d4, d3, d2, d4 * z3, d3 * z2, d2 * x)))


TYPED = {
    "two_architectures": lambda text: "a CNN and a transformer",
    "digit_loss_value": loss_of_a_digit,
    "score_shapes": shape_of_the_scores,
    "penalty_derivative": lambda text: ("2 c w", "alpha/2"),
    "score_gradient_by_hand": derivatives_of_the_scores,
    "break_the_bias": lambda text: INPUT,
    "fill_the_table": table,
}
WRITTEN = ("affine_grads", "train_linear")


@pytest.fixture
def visitor(tmp_path, browser):
    """A student whom the site has never seen: no answers and no hints of other tests."""
    site = Site(tmp_path / "walk.db")
    context = browser.new_context(accept_downloads=True)
    yield Visitor(context.new_page(), site.address)
    context.close()
    site.stop()


def test_a_student_walks_through_every_kind_to_full_marks(visitor):
    visitor.open("building_blocks")
    visitor.tick(ticks(visitor.page))
    expect(visitor.check()).to_contain_text("3 of 3 points")
    for exercise, answer in TYPED.items():
        visitor.open(exercise)
        typed = answer(visitor.page.locator("#question").inner_text())
        visitor.type(*([typed] if isinstance(typed, str) else typed))
        expect(visitor.check().locator("strong")).to_have_text("Right")
    visitor.open("affine_grads")
    visitor.write(LAYER)
    expect(visitor.check().locator("strong")).to_have_text("Right")
    visitor.open("train_linear")
    visitor.write(TRAINING)
    expect(visitor.train().locator("strong")).to_have_text("Right")
    visitor.page.get_by_role("link", name="Overview").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="scores.csv").click()
    with open(download.value.path(), newline="") as file:
        rows = {row["exercise"]: row for row in csv.DictReader(file)}
    walked = ["building_blocks", *TYPED, *WRITTEN]
    assert [float(rows[id]["score"]) / float(rows[id]["max_score"]) for id in walked] == [1] * len(
        walked
    )
