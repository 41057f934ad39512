"""Signing in and out as people do, with drafts that are theirs."""

import re

import pytest
from playwright.sync_api import expect

from grader.records import Records, Student
from grader.records.codes import INSTRUCTOR, STUDENT, issue
from tests.browser.access import serious
from tests.browser.conftest import PHONE, Site
from tests.browser.programs import FORMULA


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A site with a class: Ana and Ben, and Prof; everybody's code."""
    database = tmp_path_factory.mktemp("class") / "chainrule.db"
    with Records.open(f"sqlite:///{database}") as records:
        records.add_students([Student("ana", "Ana Ruiz"), Student("ben", "Ben Okafor")])
        codes = issue(records, ["ana", "ben"], STUDENT) | issue(records, ["prof"], INSTRUCTOR)
    running = Site(database)
    running.codes = codes
    yield running
    running.stop()


@pytest.fixture
def visit(school, visit_at):
    return lambda **options: visit_at(school, **options)


def enter(visitor, school, name):
    visitor.page.get_by_label("Name").fill(name)
    visitor.page.get_by_label("Code").fill(school.codes[name.split()[0].lower()])
    visitor.page.get_by_role("button", name="Sign in").click()


def leave(visitor):
    visitor.page.goto(f"{visitor.address}/signout")
    visitor.page.get_by_role("button", name="Sign out", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="Sign in")).to_be_visible()


def field(visitor):
    return visitor.page.locator("#field-0 :is(textarea, input)")


def test_a_link_to_an_exercise_leads_there_through_the_form(visit, school):
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/learn/?exercise={FORMULA}")
    enter(visitor, school, "Ana Ruiz")
    visitor.arrived(FORMULA)
    expect(visitor.page.locator("#contents .who")).to_have_text("ana")
    assert visitor.complaints == []


def test_a_wrong_code_is_said_beside_what_was_typed(visit):
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/learn/")
    visitor.page.get_by_label("Name").fill("nobody")
    visitor.page.get_by_label("Code").fill("wrong")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(visitor.page.get_by_label("Name")).to_have_value("nobody")
    expect(visitor.page.get_by_label("Code")).to_be_focused()


def test_when_the_session_has_ended_the_draft_comes_back(visit, school):
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/learn/?exercise={FORMULA}")
    enter(visitor, school, "ana")
    visitor.arrived(FORMULA)
    visitor.page.context.clear_cookies()
    visitor.type("m*r + 12345")
    expect(visitor.page.get_by_role("alert")).to_contain_text("Your session has ended.")
    enter(visitor, school, "ana")
    visitor.arrived(FORMULA)
    expect(field(visitor)).to_have_value("m*r + 12345")


def test_a_draft_is_not_shown_to_the_next_person(visit, school):
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/learn/?exercise={FORMULA}")
    enter(visitor, school, "ana")
    visitor.arrived(FORMULA)
    visitor.type("m*r + 777")
    leave(visitor)
    enter(visitor, school, "ben")
    visitor.open(FORMULA)
    expect(field(visitor)).to_have_value("")
    leave(visitor)
    enter(visitor, school, "ana")
    visitor.open(FORMULA)
    expect(field(visitor)).to_have_value("m*r + 777")


def test_the_way_out_is_on_the_page_and_opens_in_it(visit, school):
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/learn/")
    enter(visitor, school, "ana")
    visitor.page.get_by_role("link", name="Sign out").click()
    visitor.page.get_by_role("button", name="Sign out on every device").click()
    expect(visitor.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert len(visitor.page.context.pages) == 1


def test_a_token_is_made_and_revoked_on_the_page(visit, school):
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/learn/")
    enter(visitor, school, "ben")
    visitor.page.get_by_role("link", name="make a token").click()
    visitor.page.get_by_label("What is it for?").fill("laptop")
    visitor.page.get_by_role("button", name="Make a token").click()
    expect(visitor.page.get_by_role("status")).to_contain_text("chainrule_")
    visitor.page.get_by_role("button", name="Revoke").click()
    expect(visitor.page.get_by_role("status")).to_have_count(0)
    expect(visitor.page.locator("table")).to_have_count(0)


def test_an_instructor_sees_the_page_for_teaching_and_a_student_does_not(visit, school):
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/teach/")
    enter(visitor, school, "ana")
    expect(visitor.page.get_by_role("heading", name="For instructors")).to_be_visible()
    leave(visitor)
    enter(visitor, school, "prof")
    expect(visitor.page).to_have_url(re.compile("/teach/"))


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_has_access(visit, school, scheme, options):
    visitor = visit(color_scheme=scheme, bypass_csp=True, **options)
    page = visitor.page
    page.goto(f"{visitor.address}/learn/?exercise={FORMULA}")
    found = {"empty": serious(page)}
    page.get_by_label("Name").fill("x")
    page.get_by_label("Code").fill("x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    found["wrong"] = serious(page)
    enter(visitor, school, "ana")
    visitor.arrived(FORMULA)
    expect(page.get_by_role("link", name="Sign out")).to_be_attached()
    found["signed in"] = serious(page)
    for path in ("/my/tokens", "/signout", "/teach/"):
        page.goto(f"{visitor.address}{path}")
        if path == "/my/tokens":
            page.get_by_role("button", name="Make a token").click()
            expect(page.get_by_role("status")).to_be_visible()
        found[path] = serious(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert found == {state: [] for state in found}
