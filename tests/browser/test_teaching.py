"""An instructor at work in the browser: codes, a platform's table, one student, a regrade, Stop."""

import csv
import datetime
import io
import zipfile

import pytest
from playwright.sync_api import expect

from grader import facade, pose
from grader.gradebook.pseudonym import pseudonym
from grader.records import NewAttempt, Records, Student
from tests.browser import programs
from tests.browser.conftest import Site, Visitor
from tests.browser.test_teach import fetched, tab

FORMULA = "layer_parameters"
RIGHT, NO_BIAS = "m*r + r", "m*r"
NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)
CLASS = (
    Student("ada", "Ada Okafor", canvas_id="4712"),
    Student("li", 'Li "Lee" Wen', canvas_id="000815"),
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Parameters of an intermediate layer (9)\r\n"
    "    Points Possible,,,,,3\r\n"
    '"Okafor, Ada",4712,s1,ada,EX,\r\n'
    '"Wen, Li ""Lee""",000815,s2,li,EX,\r\n'
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Availability"\t'
    '"Homework 1 [Total Pts: 3 Score] |1"\n"Okafor"\t"Ada"\t"ada"\t"000451"\t"Yes"\t""\n'
)
SLOW = "import time\n\n\ndef affine_grads(A, dZ):\n    time.sleep(0.3)\n    return A, dZ\n"
MANY = 40
KEY = b"a key that nobody guesses"


def handed_in(student, exercise, answer, **then):
    """A recorded answer with today's result, but for what an older grader said of it."""
    result = facade.grade(exercise, answer, student).as_dict()
    return NewAttempt(
        student=student, exercise=exercise, answer=answer, submitted_at=NOON, source="web",
        parameters=dict(pose(exercise, student).parameters), result=result | then,
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two students; an older grader gave Ada too little and Li too much."""
    path = tmp_path_factory.mktemp("teaching") / "chainrule.db"
    with Records.open(f"sqlite:///{path}") as records:
        records.add_students(CLASS)
        records.record(handed_in("ada", FORMULA, RIGHT, points=1.0))
        records.record(handed_in("li", FORMULA, NO_BIAS, points=3.0))
        records.record(handed_in("li", programs.PROGRAM, programs.AVERAGED))
    return path


@pytest.fixture(scope="module")
def taught(store):
    running = Site(store)
    yield running
    running.stop()


@pytest.fixture
def page(taught, browser):
    context = browser.new_context(accept_downloads=True)
    visitor = Visitor(context.new_page(), taught.address)
    visitor.teach()
    yield visitor.page
    context.close()
    assert visitor.complaints == []


def points(store):
    with Records.open(f"sqlite:///{store}") as records:
        return {one.student: one.points for one in records.best() if one.exercise == FORMULA}


def file(name, text):
    content = text if isinstance(text, bytes) else text.encode()
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_codes_are_made_for_those_who_have_none(page):
    page.locator("#roster-codes").click()
    expect(page.get_by_text("2 codes were made.")).to_be_visible()
    rows = list(csv.DictReader(io.StringIO(fetched(page, "codes-file").decode())))
    assert [row["student_key"] for row in rows] == ["ada", "li"]
    expect(page.locator("#roster-table [data-testid=cell-0-4]")).to_have_text("student")
    page.locator("#roster-codes").click()
    expect(page.get_by_text("Everybody chosen has a code already")).to_be_visible()


def test_a_platform_s_table_comes_back_filled(page, store):
    had = points(store)
    tab(page, "Gradebook")
    page.locator("#book-format").get_by_label("canvas", exact=True).check()
    page.locator("#book-template input[type=file]").set_input_files(file("canvas.csv", CANVAS))
    page.locator("#book-export").click()
    filled = fetched(page, "book-file").decode()
    given = CANVAS.replace("ada,EX,", f"ada,EX,{had['ada']:g}")
    assert filled == given.replace("li,EX,", f"li,EX,{had['li']:g}")


def test_blackboard_s_table_is_taken_under_the_name_that_it_has(page):
    table = file("gc_CS101_fullgc.xls", BLACKBOARD.encode("utf-16"))
    page.locator("#roster-file input[type=file]").set_input_files(table)
    page.locator("#roster-look").click()
    expect(page.get_by_text("Read as a Blackboard export")).to_be_visible()
    tab(page, "Gradebook")
    page.locator("#book-format").get_by_label("blackboard", exact=True).check()
    page.locator("#book-template input[type=file]").set_input_files(table)
    page.locator("#book-export").click()
    expect(page.get_by_text("'Homework 1 [Total Pts: 3 Score] |1' ← total")).to_be_visible()


def test_with_a_key_nobody_is_named_and_the_same_is_the_same(page):
    tab(page, "Gradebook")
    page.locator("#book-key input[type=file]").set_input_files(file("key", "short"))
    page.locator("#book-export").click()
    expect(page.get_by_text("should hold a key of at least 16 characters")).to_be_visible()
    page.locator("#book-key [aria-label='Remove this file'], #book-key [aria-label=Clear]").click()
    page.locator("#book-key input[type=file]").set_input_files(file("key", KEY))
    page.locator("#book-export").click()
    text = fetched(page, "book-file").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["student_key"] for row in rows} == {pseudonym(KEY, "ada"), pseudonym(KEY, "li")}
    assert not any(name in text for name in ("Ada", "Okafor", "Lee", "4712", "000815"))


def test_the_headers_of_a_table_are_words_on_one_line(page):
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("#roster-table [data-testid=cell-0-0]")).to_have_text("ada")
    assert page.locator("#roster-table [data-testid=header-2]").first.bounding_box()["height"] < 60


def test_one_student_is_seen_with_the_code_that_was_handed_in(page):
    tab(page, "Student")
    page.locator("#who textarea, #who input").fill("li")
    page.locator("#who-show").click()
    expect(page.locator("#attempts")).to_contain_text('Li "Lee" Wen')  # if not, says what is shown
    program = page.locator("#attempts details").filter(has_text="attempt 1").last
    program.locator("summary").click()
    expect(program.locator("pre")).to_contain_text("dZ.mean(axis=0, keepdims=True)")
    expect(program).to_contain_text("db")


def test_a_regrade_is_looked_at_recorded_and_taken_back(page, store):
    today = facade.grade(FORMULA, NO_BIAS, "li").points
    tab(page, "Regrade")
    page.locator("#regrade-preview").click()
    expect(page.get_by_text("Points go up in 1 of them, down in 1.")).to_be_visible()
    expect(page.locator("#diff [data-testid=cell-0-0]")).to_have_text("ada")
    assert points(store) == {"ada": 1.0, "li": 3.0}
    page.locator("#regrade-record").click()
    expect(page.get_by_text("Recorded as regrade 1.")).to_be_visible()
    assert points(store) == {"ada": 3.0, "li": today}
    page.locator("#regrade-undo").click()
    expect(page.get_by_text("Regrade 1 is taken back")).to_be_visible()
    assert points(store) == {"ada": 1.0, "li": 3.0}


def test_a_run_is_stopped_and_what_was_graded_stays(page, store):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(MANY):
            archive.writestr(f"slow{number:02}/affine_grads.py", f"# {number}\n{SLOW}")
    tab(page, "Hand-ins")
    page.locator("#zip input[type=file]").set_input_files(file("slow.zip", content.getvalue()))
    page.locator("#zip-look").click()
    expect(page.get_by_text(f"{MANY} submissions")).to_be_visible()
    page.locator("#zip-grade").click()
    expect(page.get_by_text("Grading, about")).to_be_visible()
    page.locator("#zip-stop").click()
    expect(page.get_by_text("It was stopped.")).to_be_visible()
    with Records.open(f"sqlite:///{store}") as records:
        assert 0 < len({one.student for one in records.attempts()} - {"ada", "li"}) < MANY


def test_the_server_says_how_it_is(page):
    tab(page, "Health")
    page.locator("#health-show").click()
    expect(page.get_by_role("heading", name="Isolation")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Queue: nothing is being graded")).to_be_visible()
