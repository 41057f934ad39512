"""Everybody has access: to every kind of exercise, whatever came of an answer, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.access import serious
from tests.browser.conftest import PHONE, Site
from tests.browser.programs import (
    AVERAGED,
    CRASHES,
    FACTS,
    FORMULA,
    HINTED,
    INPUT,
    MATRIX,
    NUMBER,
    PROGRAM,
    reference,
    right_number,
)

NETWORK = "two_layer_loss_grads"
UNMASKED = reference(NETWORK).replace("dZ1 = dH * (Z1 > 0)", "dZ1 = dH")
TYPED = {
    (NUMBER, "right"): [right_number()],
    (NUMBER, "unreadable"): ["<b>"],
    (FORMULA, "wrong"): ["m*r"],
    (MATRIX, "partly right"): ["0, 0, 0\n0, 0, 0"],
    ("penalty_derivative", "several mistakes"): ["c*w", "alpha"],
    ("two_architectures", "unknown"): ["a, b"],
    (INPUT, "wrong"): ['{"A": [[1]], "dZ": [[1]]}'],
}
WRITTEN = {
    (PROGRAM, "wrong"): AVERAGED,
    (PROGRAM, "stopped"): CRASHES,
    (NETWORK, "wrong"): UNMASKED,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of their own: what is answered here must not be there for other tests."""
    running = Site(tmp_path_factory.mktemp("access") / "chainrule.db")
    yield running
    running.stop()


def states(visitor):
    """Leads a visitor from state to state, and says which it is."""
    for place in ("", "conventions"):
        visitor.page.goto(f"{visitor.address}/learn/?exercise={place}")
        expect(visitor.page.locator("body.settled")).to_be_attached()
        yield place
    visitor.open(FACTS)
    visitor.tick("AB")
    expect(visitor.check()).to_be_visible()
    yield FACTS
    for (exercise, state), texts in TYPED.items():
        visitor.open(exercise)
        visitor.type(*texts)
        expect(visitor.check()).to_be_visible()
        yield exercise, state
    for (exercise, state), program in WRITTEN.items():
        visitor.open(exercise)
        visitor.write(program)
        expect(visitor.check()).to_be_visible()
        yield exercise, state
    visitor.open(HINTED, "&practice=1")
    visitor.page.locator("#hint").click()
    expect(visitor.page.locator("#hints")).to_contain_text("Hint 1.")
    yield "practice, with a hint"


@pytest.mark.parametrize(
    "look", [{}, {"color_scheme": "dark", **PHONE}], ids=["light", "dark phone"]
)
def test_everybody_has_access(visit, look):
    visitor = visit(bypass_csp=True, **look)
    found = {}
    for state in states(visitor):
        found[state] = serious(visitor.page)
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, state
    assert found == {state: [] for state in found}
