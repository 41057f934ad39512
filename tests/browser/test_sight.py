"""What a student sees belongs to the exercise on the page, and is where they look."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visitor
from tests.browser.programs import AVERAGED, CRASHES, FORMULA, NUMBER, PROGRAM, TRAINING

SLOW = AVERAGED.replace("    print", "    import time; time.sleep(0.1)\n    print")
GOES_ON = (
    "def train_linear(X, y, K, alpha, rng):\n    print('begun', flush=True)\n    while 1: pass\n"
)
NOTES = "new MutationObserver(() => { window.heard = true; }).observe(" + (
    "document.querySelector('#verdict'), { childList: true, subtree: true })"
)


@pytest.mark.parametrize("size", [{"viewport": {"width": 1280, "height": 640}}, PHONE])
def test_a_verdict_below_the_edge_comes_into_sight(visit, size):
    visitor = visit(**size)
    visitor.open("find_the_mistake")
    visitor.tick("A")
    visitor.page.locator("#tick-A input").focus()
    visitor.page.keyboard.press("Control+Enter")
    expect(visitor.verdict.locator(".headline")).to_be_in_viewport(ratio=1)


def test_the_same_verdict_is_announced_again(visitor):
    visitor.open(FORMULA)
    visitor.type("m*r")
    for _ in range(2):
        visitor.check()
    visitor.page.evaluate(NOTES)
    visitor.check()
    visitor.page.wait_for_function("window.heard")
    visitor.type("m*r + r")
    visitor.check()
    expect(visitor.verdict).to_have_count(1)


def test_the_list_shows_the_exercise_on_the_page(visit):
    visitor = visit(viewport={"width": 1280, "height": 640})
    visitor.open("mlp_grads")
    expect(visitor.page.locator("#contents li.here")).to_be_in_viewport(ratio=1)


def test_another_window_with_the_same_exercise_leaves_a_draft_alone(visitor):
    visitor.open("cross_entropy")
    other = Visitor(visitor.page.context.new_page(), visitor.address)
    other.open("cross_entropy")
    visitor.page.bring_to_front()
    visitor.write("# my draft\n")
    visitor.page.reload()
    visitor.page.wait_for_timeout(2500)  # the other window looks every two seconds
    other.page.reload()
    other.arrived("cross_entropy")
    other.holds("# my draft\n")


def test_a_draft_of_a_practice_round_outlives_a_reload(visitor):
    field = visitor.page.locator("#field-0 :is(textarea, input)")
    visitor.open(NUMBER, "&practice=1")
    visitor.type("0.77")
    visitor.page.reload()
    visitor.arrived(NUMBER)
    expect(field).to_have_value("0.77")
    visitor.open(NUMBER)
    expect(field).to_have_value("")


def test_a_verdict_that_comes_late_is_not_shown_at_the_next_exercise(visitor):
    visitor.open(PROGRAM)
    visitor.write(SLOW)
    visitor.page.locator("#check").click()
    expect(visitor.page.locator("#check.busy")).to_be_visible()
    visitor.page.locator("#ways .after").click()
    visitor.arrived("linear_loss_grads")
    expect(visitor.page.locator("#check.busy")).to_have_count(0)
    expect(visitor.page.locator("#contents li.here")).to_contain_text("F7")
    expect(visitor.verdict).to_have_count(0)
    visitor.page.go_back()
    visitor.arrived(PROGRAM)
    expect(visitor.page.locator("#standing")).to_contain_text("Best of 1 attempt")


def test_a_training_is_shown_at_its_own_exercise_only(visitor):
    visitor.open(TRAINING)
    visitor.write(GOES_ON)
    expect(visitor.train()).to_contain_text("begun")
    visitor.page.locator("#ways .after").click()
    visitor.arrived("read_the_loss")
    visitor.page.wait_for_timeout(1000)  # the training tells of itself twice a second
    expect(visitor.verdict).to_be_hidden()
    expect(visitor.page.locator("#stop")).to_be_hidden()
    visitor.page.go_back()
    visitor.arrived(TRAINING)
    expect(visitor.verdict).to_contain_text("begun")
    visitor.page.locator("#stop").click()
    expect(visitor.verdict).to_contain_text("You stopped the training")
    expect(visitor.page.locator("#stop")).to_be_hidden()


def test_an_answer_belongs_to_the_exercise_in_sight_when_the_way_on_fails(visitor):
    visitor.open(FORMULA)
    visitor.page.route("**/gradio_api/run/**", lambda route: route.fulfill(status=503, json={}))
    visitor.page.locator("#ways .after").click()
    expect(visitor.page.get_by_text("The site could not do that.")).to_be_visible()
    visitor.page.unroute("**/gradio_api/run/**")
    visitor.type("m*r")
    expect(visitor.check()).to_contain_text("counted the weights only")
    visitor.page.reload()
    visitor.arrived(FORMULA)


def test_starting_again_takes_the_verdict_away(visitor):
    visitor.open(PROGRAM)
    visitor.write(AVERAGED)
    visitor.check()
    visitor.page.locator("#reset").click()
    expect(visitor.verdict).to_have_count(0)


def test_the_mark_follows_the_line_of_the_error(visitor):
    marked = (
        "() => [...document.querySelectorAll('#code .cm-line')].filter(line =>"
        " getComputedStyle(line).backgroundColor !== 'rgba(0, 0, 0, 0)').map(l => l.textContent)"
    )
    visitor.open(PROGRAM)
    visitor.write(CRASHES)
    visitor.check()
    visitor.page.locator("#code .cm-line").first.click()
    visitor.page.keyboard.press("Home")
    visitor.page.keyboard.type("\n\n")
    visitor.page.wait_for_function(f"({marked})().join().includes('A.T @ missing')")
    visitor.write(CRASHES.replace("missing", "dZ"))
    visitor.page.wait_for_function(f"({marked})().length === 0")


def test_the_editor_goes_on_with_the_tabs_of_a_program(visitor):
    visitor.open(PROGRAM)
    visitor.write("def f(x):\n\tif x:")
    visitor.page.keyboard.press("Control+End")
    visitor.page.keyboard.type("\nreturn 1\nreturn 2")
    assert visitor.program() == "def f(x):\n\tif x:\n\t\treturn 1\n\treturn 2"
