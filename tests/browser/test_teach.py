"""An instructor who uses no terminal: a zip of a whole class, from the upload to the CSV."""

import csv
import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.access import serious
from tests.browser.conftest import Site, Visitor

STUDENTS = 200
ANSWERS = "answers = {{'layer_parameters': {0!r}, 'score_shapes': [300, 3]}}\n"
MARKUP = "<img src=x onerror=alert(1)>"
# The button that fills a tab, and what then is there.
SHOWN = {
    "Gradebook": ("#book-show", "#book [data-testid=cell-0-0]"),
    "Student": ("#who-show", "#attempts summary"),
    "Statistics": ("#stats-show", "#difficulty img"),
}
ROSTER = "student_key,student_name,email\r\n"


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    running = Site(tmp_path_factory.mktemp("teach") / "chainrule.db")
    yield running
    running.stop()


@pytest.fixture
def teacher(taught, browser):
    context = browser.new_context(accept_downloads=True, bypass_csp=True)
    visitor = Visitor(context.new_page(), taught.address)
    visitor.teach()
    yield visitor
    context.close()


def handed_in():
    """A zip of folders: most are right, some wrong, one holds markup, one file is nobody's."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(STUDENTS):
            formula = ["m*r + r", "m*r", "r*(m+1)", MARKUP][
                number % 4 if number < 8 else number % 3
            ]
            archive.writestr(f"student{number:03}/answers.py", ANSWERS.format(formula))
    return {"name": "class.zip", "mimeType": "application/zip", "buffer": content.getvalue()}


def roster():
    rows = [f"student{number:03},Name {number},\r\n" for number in range(STUDENTS - 1)]
    return {
        "name": "class.csv",
        "mimeType": "text/csv",
        "buffer": (ROSTER + "".join(rows)).encode(),
    }


def tab(page, name):
    """Open a tab and wait until it is at rest: Gradio empties fields a tick after it draws them."""
    page.get_by_role("tab", name=name, exact=True).click()
    expect(page.get_by_role("tabpanel").filter(visible=True)).to_have_count(1)
    page.evaluate("() => new Promise((rested) => requestIdleCallback(() => rested()))")


def uploaded(page, id, file):
    """Choose a file and wait until it has arrived: a button pressed before that goes without it."""
    page.locator(f"#{id} input[type=file]").set_input_files(file)
    expect(page.locator(f"#{id} a[href]").first).to_be_visible()


def fetched(page, id):
    """What is behind the first link of a box with files."""
    link = page.locator(f"#{id} a[href]").first
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.click()
    return download.value.path().read_bytes()


def test_a_class_of_two_hundred_is_graded_in_the_browser(teacher):
    page = teacher.page
    uploaded(page, "roster-file", roster())
    page.locator("#roster-look").click()
    expect(page.get_by_text("199 students: 199 new")).to_be_visible()
    expect(page.get_by_text("Nothing is taken in yet.")).to_be_visible()
    page.locator("#roster-take").click()
    expect(page.get_by_text("They are in the roster.")).to_be_visible()

    tab(page, "Hand-ins")
    expect(page.locator("#zip-grade")).to_be_disabled()
    uploaded(page, "zip", handed_in())
    page.locator("#zip-look").click()
    expect(page.get_by_text("200 submissions, read as layout 'plain'.")).to_be_visible()
    expect(page.get_by_text("1 not on the roster: student199.")).to_be_visible()
    page.locator("#zip-grade").click()
    expect(page.get_by_text("200 students: 400 answers graded")).to_be_visible(timeout=80_000)
    with zipfile.ZipFile(io.BytesIO(fetched(page, "zip-out"))) as archive:
        assert {"scores.csv", "gradebook.csv", "feedback/student000.html"} <= {*archive.namelist()}

    tab(page, "Gradebook")
    page.locator("#book-student textarea, #book-student input").fill("student001")
    page.locator("#book-show").click()
    expect(page.locator("#book [data-testid=cell-0-8]")).to_have_text("A3-NOBIAS")
    page.locator("#book-format").get_by_label("long", exact=True).check()
    page.locator("#book-export").click()
    scores = list(csv.DictReader(io.StringIO(fetched(page, "book-file").decode())))
    assert len(scores) == 400
    assert {row["student_key"] for row in scores} == {f"student{n:03}" for n in range(STUDENTS)}

    tab(page, "Student")
    page.locator("#who textarea, #who input").fill("student003")
    page.locator("#who-show").click()
    expect(page.locator("#attempts h3")).to_have_text("Name 3")
    page.locator("#attempts summary").first.click()
    expect(page.locator("#attempts pre").filter(has_text=MARKUP)).to_be_visible()
    assert page.locator("#attempts img").count() == 0

    tab(page, "Statistics")
    page.locator("#stats-show").click()
    expect(page.locator("#difficulty img")).to_be_visible()
    heads = page.locator("#stats [role=columnheader] .text").all()
    assert len({head.bounding_box()["height"] for head in heads}) == 1, "some head is broken"
    assert b"layer_parameters" in fetched(page, "stats-files")
    assert teacher.complaints == []


def filled(page, name):
    """A tab, with what it shows when asked to."""
    tab(page, name)
    button, box = SHOWN.get(name, ("", ""))
    if name == "Student":
        page.locator("#who textarea, #who input").fill("local")
    if button:
        page.locator(button).click()
        expect(page.locator(box).first).to_be_visible()
        # Until an event is over, Gradio shows what it changes pale.
        expect(page.locator(".pending")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_teach(taught, browser, scheme):
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    visitor = Visitor(context.new_page(), taught.address)
    visitor.open("layer_parameters")
    visitor.type("m*r")
    visitor.check()
    visitor.teach()
    for name in ("Roster", "Hand-ins", "Gradebook", "Student", "Statistics", "Regrade", "Health"):
        filled(visitor.page, name)
        assert serious(visitor.page) == [], name
    context.close()
