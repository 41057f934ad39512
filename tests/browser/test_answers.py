"""From a page to a score: every way of answering, once wrong and once right."""

import csv
import io
import urllib.request

from playwright.sync_api import expect

from tests.browser.programs import (
    AVERAGED,
    CRASHES,
    FACTS,
    FORMULA,
    HINTED,
    INPUT,
    NUMBER,
    PROGRAM,
    RIGHT,
    inputs_for,
    right_number,
    true_letters,
)


def scores(site):
    with urllib.request.urlopen(f"{site.address}/my/scores.csv") as answer:
        rows = csv.DictReader(io.StringIO(answer.read().decode()))
        return {row["exercise"]: row for row in rows}


def test_a_number(visitor, site):
    visitor.open(NUMBER)
    visitor.type("1234.5")
    expect(visitor.check()).to_contain_text("Not right yet")
    visitor.type(right_number())
    expect(visitor.check()).to_contain_text("Right")
    assert float(scores(site)[NUMBER]["score"]) == float(scores(site)[NUMBER]["max_score"])


def test_a_formula(visitor, site):
    visitor.open(FORMULA)
    visitor.type("m*r")
    expect(visitor.check()).to_contain_text("counted the weights only")
    assert float(scores(site)[FORMULA]["score"]) < 3
    visitor.type("L = m r + r")
    expect(visitor.check()).to_contain_text("Right")
    assert float(scores(site)[FORMULA]["score"]) == 3


def test_statements(visitor, site):
    letters = true_letters()
    visitor.open(FACTS)
    visitor.tick(letters[0])
    expect(visitor.check()).to_contain_text("Partly right")
    visitor.tick(letters[1:])
    expect(visitor.check()).to_contain_text("Right")
    assert float(scores(site)[FACTS]["score"]) == 3


def test_an_input(visitor, site):
    wrong, right = inputs_for(INPUT)
    visitor.open(INPUT)
    visitor.type(wrong)
    expect(visitor.page.locator("#reading-0")).to_contain_text("2 numbers")
    expect(visitor.check()).to_contain_text("both programs return the same")
    visitor.type(right)
    expect(visitor.check()).to_contain_text("The mistake in the program")
    assert float(scores(site)[INPUT]["score"]) == 3


def test_a_function(visitor, site):
    visitor.open(PROGRAM)
    visitor.write(AVERAGED)
    expect(visitor.check()).to_contain_text("dW is right. db is N times too small")
    visitor.write(RIGHT)
    expect(visitor.check()).to_contain_text("Everything is right")
    expect(visitor.verdict.locator(".printed")).to_contain_text("shapes (7, 4) (7, 3)")
    assert float(scores(site)[PROGRAM]["score"]) == 3


def test_the_scores_can_be_downloaded_from_the_page(visitor):
    visitor.open(NUMBER)
    visitor.type(right_number())
    visitor.check()
    visitor.page.get_by_role("link", name="Overview").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="scores.csv").click()
    with open(download.value.path(), newline="") as file:
        assert NUMBER in {row["exercise"] for row in csv.DictReader(file)}


def test_an_error_is_shown_with_the_students_own_line(visitor):
    visitor.open(PROGRAM)
    visitor.write(CRASHES)
    expect(visitor.check().locator(".place")).to_contain_text("line 6")
    expect(visitor.verdict).to_contain_text("missing")
    mark = visitor.page.locator("#code .cm-line").nth(5)
    expect(mark).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_what_cannot_be_read_says_why(visitor):
    visitor.open(FORMULA)
    visitor.type("m*r + q")
    expect(visitor.page.locator("#reading-0 mark")).to_have_text("q")
    expect(visitor.check()).to_contain_text("This could not be read")


def test_a_formula_is_shown_as_it_was_read(visitor):
    visitor.open(FORMULA)
    visitor.type("m r + r/2")
    expect(visitor.page.locator("#reading-0 .katex")).to_be_visible()


def test_nothing_entered_is_not_an_attempt(visitor, site):
    visitor.open("score_shapes")
    expect(visitor.check()).to_contain_text("Type your answer")
    assert "score_shapes" not in scores(site)


def test_hints_come_one_by_one_and_stay(visitor):
    visitor.open(HINTED)
    for i in (1, 2, 3):
        visitor.page.locator("#hint").click()
        expect(visitor.page.locator("#hints")).to_contain_text(f"Hint {i}.")
    expect(visitor.page.locator("#hint")).to_be_disabled()
    visitor.page.reload()
    visitor.arrived(HINTED)
    expect(visitor.page.locator("#hints")).to_contain_text("Hint 3.")


def test_a_practice_round_is_not_recorded(visitor, site):
    visitor.open("chance_level")
    visitor.page.get_by_role("link", name="practise with another variant").click()
    expect(visitor.page.locator(".practice")).to_contain_text("nothing is recorded")
    visitor.type("0.1")
    visitor.check()
    assert "chance_level" not in scores(site)


def test_a_wrong_program_is_shown_where_it_is_wrong(visitor):
    visitor.open(PROGRAM)
    visitor.write(AVERAGED)
    visitor.check().locator("summary", has_text="Show the smallest case that fails").click()
    expect(visitor.verdict.locator(".smallest pre")).to_contain_text("dZ = np.array(")
    expect(visitor.page.get_by_alt_text("db: 3 of 3 entries are wrong")).to_be_visible()
