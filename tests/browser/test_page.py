"""The page itself: addresses, drafts, keys, small screens, access for everybody."""

from pathlib import Path

import gradio
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.programs import AVERAGED, FACTS, FORMULA, NUMBER, PROGRAM
from tests.web.test_words import PAYLOADS

ASSETS = Path(gradio.__file__).parent / "templates/frontend/assets"


def test_a_link_leads_to_an_exercise(visitor):
    visitor.open(FORMULA)
    expect(visitor.page).to_have_title("A3 Parameters of an intermediate layer · Chainrule")


def test_the_way_through_keeps_the_place(visitor):
    visitor.open(FORMULA)
    visitor.page.locator("#ways .after").click()
    visitor.page.go_back()
    visitor.arrived(FORMULA)
    visitor.page.reload()
    visitor.arrived(FORMULA)


def test_an_unknown_exercise_leads_to_the_overview(visitor):
    visitor.page.goto(f"{visitor.address}/learn/?exercise=no_such_thing")
    expect(visitor.page.locator(".overview")).to_be_visible()


def test_nothing_is_asked_of_another_machine(visitor):
    visitor.open(PROGRAM)
    visitor.write(AVERAGED)
    visitor.check()
    assert {url.split("/")[2] for url in visitor.requests if url.startswith("http")} == {
        visitor.address.removeprefix("http://")
    }
    assert visitor.complaints == []


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_a_student_types_is_never_markup(visitor, text):
    visitor.open(FORMULA)
    visitor.type(text)
    expect(visitor.check()).to_contain_text("This could not be read")
    inside = visitor.page.locator("#verdict, #reading-0")
    assert inside.locator("script, img, svg, iframe, a, .katex").count() == 0
    assert visitor.complaints == []


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_a_program_prints_is_never_markup(visitor, text):
    visitor.open(PROGRAM)
    visitor.write(f"text = {text!r}\nprint(text)\nraise ValueError(text)\n")
    expect(visitor.check().locator("pre").last).to_have_text(text, use_inner_text=True)
    assert visitor.verdict.locator("script, img, svg, iframe, a, .katex").count() == 0
    assert visitor.complaints == []


def test_the_editor_indents_by_four(visitor):
    visitor.open(PROGRAM)
    visitor.page.locator("#code .cm-content").click()
    visitor.page.keyboard.press("Control+A")
    visitor.page.keyboard.type("def f(x):\nif x:\nreturn 1\nreturn 2")
    assert visitor.program() == "def f(x):\n    if x:\n        return 1\n    return 2"


def test_control_and_enter_check(visitor):
    visitor.open(PROGRAM)
    visitor.write(AVERAGED)
    visitor.page.keyboard.press("Control+Enter")
    expect(visitor.verdict).to_contain_text("db is N times too small")


def test_a_task_can_be_done_by_keyboard(visitor):
    visitor.open(FACTS)
    page = visitor.page
    page.locator("#tick-A input").focus()
    page.keyboard.press("Space")
    expect(page.locator("#tick-A input")).to_be_checked()
    while page.evaluate("document.activeElement.id") != "check":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(visitor.verdict).to_be_visible()


def test_the_list_can_be_skipped_by_keyboard(visitor):
    visitor.open(FACTS)
    page = visitor.page
    for _ in range(3):  # the list can be folded up, which comes first
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.skip')"):
            break
    expect(page.get_by_text("Skip to the exercise")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#question h1")).to_be_focused()


def test_tab_leaves_the_editor_after_escape(visitor):
    visitor.open(PROGRAM)
    visitor.page.locator("#code .cm-content").click()
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("Tab")
    assert not visitor.page.evaluate("!!document.activeElement.closest('.cm-content')")


def test_a_draft_outlives_a_reload(visitor):
    visitor.open("softmax")
    visitor.write("# my draft\n")
    visitor.page.reload()
    visitor.arrived("softmax")
    assert visitor.program() == "# my draft\n"


def test_a_draft_outlives_an_editor_that_comes_late(visitor):
    held = []
    visitor.open("softmax")
    visitor.write("# my draft\n")
    (editor,) = (path for path in ASSETS.glob("*.js") if "cmTile" in path.read_text())
    visitor.page.route(f"**/{editor.name}", lambda route: held.append(route))
    visitor.page.reload()
    expect(visitor.page.locator("#question .exercise-softmax")).to_be_visible()
    visitor.page.wait_for_timeout(7000)  # longer than other inputs are waited for
    assert held
    visitor.page.unroute_all()  # and what was held goes on
    visitor.arrived("softmax")
    visitor.holds("# my draft\n")


def test_a_draft_waits_while_one_looks_elsewhere(visitor):
    visitor.open("digit_loss")
    visitor.type("1 +")
    visitor.page.locator("#ways .after").click()
    expect(visitor.page.locator("#question .exercise-digit_loss")).to_have_count(0)
    visitor.page.go_back()
    visitor.arrived("digit_loss")
    expect(visitor.page.locator("#field-0 :is(textarea, input)")).to_have_value("1 +")


@pytest.mark.parametrize("exercise", ["", FACTS, FORMULA, NUMBER, PROGRAM, "softmax_by_hand"])
def test_nothing_sticks_out_of_a_phone(visit, exercise):
    visitor = visit(**PHONE)
    visitor.page.goto(f"{visitor.address}/learn/?exercise={exercise}")
    expect(visitor.page.locator("body.settled")).to_be_attached()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_phone_the_list_opens_and_closes(visit):
    visitor = visit(**PHONE)
    visitor.open(FORMULA)
    visitor.page.get_by_role("button", name="Toggle Sidebar").click()
    visitor.page.locator("#contents li a").first.click()
    expect(visitor.page.locator("#question .exercise-building_blocks")).to_be_in_viewport()
    expect(visitor.page.locator("#side.open")).to_have_count(0)


def test_a_verdict_is_announced(visitor):
    visitor.open(FORMULA)
    expect(visitor.page.locator("#verdict")).to_have_attribute("role", "status")
