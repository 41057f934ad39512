"""A training shows what it prints while it runs, and can be stopped."""

import pytest
from playwright.sync_api import expect

from tests.browser.access import serious
from tests.browser.conftest import PHONE
from tests.browser.programs import TRAINING, reference

ENDLESS = """\
import numpy as np


def train_linear(X, y, K, alpha, rng):
    step = 0
    print("loss of the first step", flush=True)
    while True:
        step += 1
"""
WATCHED = (
    reference(TRAINING)
    .replace("    for _ in", "    seen = []\n    for step in")
    .replace("        U = X", "        if step % 200 == 0: seen += [(step, W, b)]\n        U = X")
    .replace("return W, b", "return W, b, [1.5, 0.75], seen")
)


def test_a_training_gets_a_verdict(visitor):
    visitor.open(TRAINING)
    visitor.write(reference(TRAINING))
    visitor.page.locator("#train").click()
    expect(visitor.verdict.locator(".headline")).to_contain_text("Right")
    expect(visitor.page.get_by_alt_text("Regions of your classifier")).to_be_visible()
    expect(visitor.page.locator("#stop")).to_be_hidden()
    assert visitor.complaints == []


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, PHONE], ids=["dark", "phone"])
def test_a_training_can_be_watched_step_by_step(visit, look):
    visitor = visit(bypass_csp=True, **look)
    visitor.open(TRAINING)
    visitor.write(WATCHED)
    expect(visitor.train()).to_contain_text("Right")
    slider = visitor.page.get_by_label("Steps of your training")
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "Step 0")
    expect(visitor.page.get_by_alt_text("your classifier at step 0")).to_be_visible()
    expect(visitor.page.get_by_alt_text("1.5 where it is marked")).to_be_visible()
    slider.press("ArrowRight")
    expect(visitor.page.get_by_alt_text("your classifier at step 200")).to_be_visible()
    expect(visitor.page.get_by_alt_text("your classifier at step 0")).to_be_hidden()
    assert serious(visitor.page) == []
    assert visitor.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_arrive_while_it_runs_and_stop_ends_it(visit, scheme):
    visitor = visit(color_scheme=scheme, bypass_csp=True)
    visitor.open(TRAINING)
    visitor.write(ENDLESS)
    visitor.page.keyboard.press("Control+Enter")
    expect(visitor.verdict).to_contain_text("loss of the first step")
    expect(visitor.page.locator("#verdict")).to_have_attribute("aria-busy", "true")
    assert serious(visitor.page) == []
    visitor.page.locator("#stop").click()
    expect(visitor.verdict).to_contain_text("You stopped the training; nothing was recorded.")
    expect(visitor.page.locator("#verdict")).to_have_attribute("aria-busy", "false")


def test_a_training_without_a_program_says_what_to_do(visitor):
    visitor.open(TRAINING)
    visitor.write(" ")
    visitor.page.locator("#train").click()
    expect(visitor.verdict).to_contain_text("Write the function, then check.")


def test_only_trainings_have_the_button(visitor):
    visitor.open(TRAINING)
    expect(visitor.page.locator("#check")).to_be_hidden()
    visitor.page.locator("#ways .after").click()
    expect(visitor.page.locator("#check")).to_be_visible()
    expect(visitor.page.locator("#train")).to_be_hidden()
